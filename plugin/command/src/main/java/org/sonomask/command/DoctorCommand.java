// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.Segmenter;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask doctor}: looks for what marking needs, and names the remedy of what it lacks. */
@Component
public final class DoctorCommand implements Subcommand {

  private final BundleContext context;

  /** Made by Declarative Services. */
  @Activate
  public DoctorCommand(BundleContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String summary() {
    return "Look for what marking needs and say how to get what is missing";
  }

  @Override
  public String usage() {
    return "";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException {
    ElementKit.initialise();
    int missing = elements(out) + bundles(out) + models(out);
    out.println(missing == 0 ? "Everything is there." : missing + " missing.");
    return missing == 0 ? 0 : SubcommandException.FAILED;
  }

  private static int elements(PrintStream out) {
    int missing = 0;
    for (String factory : ElementKit.packages().keySet()) {
      if (!ElementKit.has(factory)) {
        out.println("missing  element " + factory + ": " + ElementKit.remedy(factory));
        missing++;
      }
    }
    out.println("ok       " + (ElementKit.packages().size() - missing) + " GStreamer elements");
    return missing;
  }

  private int bundles(PrintStream out) {
    int missing = 0;
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() != Bundle.ACTIVE) {
        out.println("missing  bundle " + bundle.getSymbolicName() + " is not started");
        missing++;
      }
    }
    out.println("ok       " + (context.getBundles().length - missing) + " bundles");
    return missing;
  }

  private int models(PrintStream out) {
    Collection<ServiceReference<Segmenter>> models;
    try {
      models = context.getServiceReferences(Segmenter.class, null);
    } catch (InvalidSyntaxException impossible) {
      throw new AssertionError(impossible);
    }
    for (ServiceReference<Segmenter> model : models) {
      out.println(
          "ok       model "
              + model.getProperty("sonomask.model")
              + " on "
              + model.getProperty("sonomask.engine"));
    }
    if (models.isEmpty()) {
      out.println("missing  a model: put a bundle with one into the folder 'bundle'");
    }
    return models.isEmpty() ? 1 : 0;
  }
}
