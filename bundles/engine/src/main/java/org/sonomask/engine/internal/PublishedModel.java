// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.OnnxSegmenter;

/** A loaded model that is in the service registry; owns the segmenter. */
final class PublishedModel implements AutoCloseable {
  private final Segmenter segmenter;
  private final ServiceRegistration<Segmenter> registration;

  private PublishedModel(Segmenter segmenter, ServiceRegistration<Segmenter> registration) {
    this.segmenter = segmenter;
    this.registration = registration;
  }

  static PublishedModel publish(
      BundleContext context, Path file, EngineOptions options, int ranking)
      throws SegmenterException {
    Segmenter segmenter = OnnxSegmenter.open(file, options);
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("sonomask.model", segmenter.info().model());
    properties.put("sonomask.engine", "onnxruntime");
    properties.put(Constants.SERVICE_RANKING, ranking);
    return new PublishedModel(
        segmenter, context.registerService(Segmenter.class, segmenter, properties));
  }

  /** Whoever uses the service lets go of it first; then the engine's memory is released. */
  @Override
  public void close() {
    registration.unregister();
    segmenter.close();
  }
}
