// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.tensor.ParameterSource;

/** What ONNX Runtime computes of one frame of 224x224 pixels, whose picture is its maskige too. */
final class ExportedClip {
  private static final int SIZE = 224;

  private ExportedClip() {}

  /**
   * Exports a network and runs it.
   *
   * @param folder where the model is written
   * @param name of the tensor that is wanted
   */
  static float[] values(
      ComboConfig network,
      ParameterSource weights,
      Path folder,
      byte[] frame,
      float[] logMel,
      String name)
      throws Exception {
    Path file = folder.resolve("lite.onnx");
    OnnxModel.clip(network, weights, 1, null, Set.of(name), Set.of()).write(file);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor picture =
            OnnxTensor.createTensor(
                environment,
                ByteBuffer.allocateDirect(frame.length).put(frame).rewind(),
                new long[] {1, SIZE, SIZE, 3},
                OnnxJavaType.UINT8);
        OnnxTensor sound =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(logMel), new long[] {1, 1, 96, 64});
        OrtSession.Result result =
            session.run(
                Map.of("frame", picture, "maskige", picture, "log_mel", sound), Set.of(name))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] copy = new float[values.remaining()];
      values.get(copy);
      return copy;
    }
  }
}
