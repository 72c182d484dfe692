// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.sonomask.djl.tensorrt.ModelHash;
import org.sonomask.djl.tensorrt.TensorRtOptions;

/**
 * What a plan depends on; plans with the same key are interchangeable. A plan runs on the kind of
 * GPU and with the TensorRT that built it, and on no other.
 *
 * @param model SHA-256 of the ONNX file, in hexadecimal
 * @param gpu its name and compute capability
 * @param tensorRt its version
 * @param settings of the builder
 */
public record PlanKey(String model, String gpu, String tensorRt, String settings) {
  /** To be raised whenever plans are made in another way. */
  private static final int FORMAT = 1;

  private static final int SHOWN = 32;

  /** The key of one batch size's plan. */
  public static PlanKey of(
      String model, String gpu, String tensorRt, TensorRtOptions options, int batch) {
    String settings =
        String.join(
            "|",
            "format " + FORMAT,
            "batch " + batch,
            options.precision().name(),
            options.singlePrecision(),
            "level " + options.level(),
            "workspace " + options.workspace());
    return new PlanKey(model, gpu, tensorRt, settings);
  }

  /** Timings of kernels depend on less: they serve every model. */
  public PlanKey timings() {
    return new PlanKey("", gpu, tensorRt, "timings");
  }

  /** A name for its file; different keys have different names. */
  public String fileName() {
    return sha256(ByteBuffer.wrap(toString().getBytes(StandardCharsets.UTF_8))).substring(0, SHOWN);
  }

  /** The SHA-256 of what a buffer holds, which stays as it is. */
  static String sha256(ByteBuffer bytes) {
    MessageDigest digest = ModelHash.sha256();
    digest.update(bytes.duplicate());
    return HexFormat.of().formatHex(digest.digest());
  }
}
