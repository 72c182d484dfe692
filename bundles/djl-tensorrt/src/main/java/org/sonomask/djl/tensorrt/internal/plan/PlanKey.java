// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
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

  private static final int CHUNK = 1 << 20;
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
            options.singlePrecision().map(Pattern::pattern).orElse(""),
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

  /** The SHA-256 of a file. */
  public static String hash(Path file) throws IOException {
    MessageDigest digest = digest();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(chunk) >= 0) {
        digest.update(chunk.flip());
        chunk.clear();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 of what a buffer holds, which stays as it is. */
  static String sha256(ByteBuffer bytes) {
    MessageDigest digest = digest();
    digest.update(bytes.duplicate());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
