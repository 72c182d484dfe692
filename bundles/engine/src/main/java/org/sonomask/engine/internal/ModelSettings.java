// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.engine.EngineChoice;
import org.sonomask.engine.EngineOptions;

/**
 * How a published model runs.
 *
 * @param engine that runs it
 * @param processor on ONNX Runtime
 * @param gpu on TensorRT
 * @param ranking of the service
 */
record ModelSettings(
    EngineChoice engine, EngineOptions processor, TensorRtOptions gpu, int ranking) {

  /** The best engine, with each engine's own defaults. */
  static ModelSettings automatic(int ranking) {
    return new ModelSettings(
        EngineChoice.AUTO, EngineOptions.DEFAULT, TensorRtOptions.DEFAULT, ranking);
  }
}
