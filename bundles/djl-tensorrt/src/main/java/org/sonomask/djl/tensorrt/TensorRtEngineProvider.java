// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;

/**
 * Brings TensorRT 10 to DJL. DJL's own engine for TensorRT 8, up to 0.33, is another one, named
 * {@code TensorRT}; both may be there.
 *
 * <pre>{@code
 * Criteria<NDList, NDList> criteria =
 *     Criteria.builder()
 *         .setTypes(NDList.class, NDList.class)
 *         .optEngine("TensorRT10")
 *         .optModelPath(Path.of("model.onnx"))
 *         .optOption("batches", "1,8,32")
 *         .build();
 * try (ZooModel<NDList, NDList> model = criteria.loadModel();
 *     Predictor<NDList, NDList> predictor = model.newPredictor()) {
 *   NDList outputs = predictor.predict(inputs);
 * }
 * }</pre>
 *
 * <p>The options are those of {@link TensorRtOptions#parse}. The first load of a model on a kind of
 * GPU builds its plans, which takes a minute or several.
 */
public final class TensorRtEngineProvider implements EngineProvider {
  /** The engine's name. */
  public static final String NAME = "TensorRT10";

  /** Behind DJL's engines, so that it is never the default of a program that does not name it. */
  static final int RANK = 20;

  private static final Engine ENGINE = new TensorRtEngine();

  @Override
  public String getEngineName() {
    return NAME;
  }

  @Override
  public int getEngineRank() {
    return RANK;
  }

  @Override
  public Engine getEngine() {
    return ENGINE;
  }
}
