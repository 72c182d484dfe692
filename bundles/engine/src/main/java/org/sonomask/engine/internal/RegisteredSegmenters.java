// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.sonomask.api.Segmenter;

/** One model's segmenters in the service registry, one for each device; owns them. */
final class RegisteredSegmenters implements AutoCloseable {
  static final RegisteredSegmenters NONE = new RegisteredSegmenters(List.of(), List.of());

  private final List<? extends Segmenter> segmenters;
  private final List<ServiceRegistration<Segmenter>> registrations;

  private RegisteredSegmenters(
      List<? extends Segmenter> segmenters, List<ServiceRegistration<Segmenter>> registrations) {
    this.segmenters = segmenters;
    this.registrations = registrations;
  }

  /** Registers segmenters of one model. */
  static RegisteredSegmenters of(
      BundleContext context, int ranking, List<? extends Segmenter> segmenters) {
    List<ServiceRegistration<Segmenter>> registrations = new ArrayList<>();
    for (Segmenter segmenter : segmenters) {
      Dictionary<String, Object> properties = new Hashtable<>();
      properties.put("sonomask.model", segmenter.info().model());
      properties.put("sonomask.engine", segmenter.engine());
      properties.put(Constants.SERVICE_RANKING, ranking);
      registrations.add(context.registerService(Segmenter.class, segmenter, properties));
    }
    return new RegisteredSegmenters(segmenters, registrations);
  }

  /** Whoever uses the services lets go of them first; then the engines' memory is released. */
  @Override
  public void close() {
    registrations.forEach(ServiceRegistration::unregister);
    segmenters.forEach(Segmenter::close);
  }
}
