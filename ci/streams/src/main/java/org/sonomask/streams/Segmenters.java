// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.OnnxSegmenter;

/** Opens what is asked for. */
final class Segmenters {
  private Segmenters() {}

  /**
   * Opens a segmenter.
   *
   * @throws SegmenterException if it cannot be opened; the message says why
   */
  static Segmenter open(Options options) throws SegmenterException {
    return switch (options.engine()) {
      case "simulated" -> new SimulatedSegmenter();
      case "onnx" -> OnnxSegmenter.open(options.model(), new EngineOptions(0, options.batch()));
      default -> loader(options.engine()).load(options.model());
    };
  }

  private static SegmenterLoader loader(String type) throws SegmenterException {
    try {
      Object loader = Class.forName(type).getDeclaredConstructor().newInstance();
      return (SegmenterLoader) loader;
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new SegmenterException(
          type
              + " cannot be used: name a class that implements SegmenterLoader, with a public"
              + " constructor without arguments: "
              + e,
          e);
    }
  }
}
