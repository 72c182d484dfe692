// SPDX-License-Identifier: Apache-2.0
package org.sonomask.doctor.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.Segmenter;
import org.sonomask.configuration.Configurations;
import org.sonomask.doctor.Doctor;
import org.sonomask.doctor.Finding;

/** Looks at GStreamer, at the machine, and at the bundles and services of the framework. */
@Component
public final class GeneralDoctor implements Doctor {
  private final BundleContext context;
  private final Configurations configurations;

  /** Made by Declarative Services. */
  @Activate
  public GeneralDoctor(BundleContext context, @Reference Configurations configurations) {
    this.context = context;
    this.configurations = configurations;
  }

  @Override
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>(GStreamerFindings.all());
    findings.addAll(bundles());
    findings.addAll(models());
    findings.addAll(configurations());
    findings.addAll(Machine.all(context));
    return findings;
  }

  private List<Finding> bundles() {
    List<Finding> findings = new ArrayList<>();
    int active = 0;
    for (Bundle bundle : context.getBundles()) {
      boolean fragment =
          (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
      boolean lazy = bundle.getState() == Bundle.STARTING;
      if (bundle.getState() == Bundle.ACTIVE || fragment || lazy) {
        active++;
      } else {
        findings.add(
            Finding.missing(
                "bundle " + bundle.getSymbolicName() + " is not started",
                "start it; the log says what it lacks"));
      }
    }
    findings.add(Finding.ok(active + " bundles"));
    return findings;
  }

  private List<Finding> configurations() {
    try {
      List<Finding> faults =
          configurations.faults().entrySet().stream()
              .map(
                  fault ->
                      Finding.missing(
                          "a valid configuration " + fault.getKey(),
                          fault.getValue() + "; its file is in the folder 'conf'"))
              .toList();
      return faults.isEmpty() ? List.of(Finding.ok("configurations")) : faults;
    } catch (IOException e) {
      return List.of(
          Finding.missing("the configurations: " + e.getMessage(), "make room for them"));
    }
  }

  private List<Finding> models() {
    Collection<ServiceReference<Segmenter>> models;
    try {
      models = context.getServiceReferences(Segmenter.class, null);
    } catch (InvalidSyntaxException impossible) {
      throw new AssertionError(impossible);
    }
    if (models.isEmpty()) {
      return List.of(Finding.missing("a model", "put a bundle with one into the folder 'bundle'"));
    }
    return models.stream()
        .map(
            model ->
                Finding.ok(
                    "model "
                        + model.getProperty("sonomask.model")
                        + " on "
                        + model.getProperty("sonomask.engine")))
        .toList();
  }
}
