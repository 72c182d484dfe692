// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.sonomask.scenes.Picture;

/**
 * Finds the matte of a photograph's salient object with ISNet (X. Qin et al., "Highly Accurate
 * Dichotomous Image Segmentation", ECCV 2022). Takes some five seconds a picture on two cores, so
 * mattes are kept in a folder under the picture's hash.
 */
final class SalientMatte implements AutoCloseable {
  private static final int SIZE = 1024;

  private final Path cache;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /**
   * Loads the network.
   *
   * @param model ONNX file
   * @param cache folder for mattes, made if missing
   */
  SalientMatte(Path model, Path cache) throws IOException {
    this.cache = Files.createDirectories(cache);
    try {
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(2);
      session = environment.createSession(model.toString(), options);
    } catch (OrtException e) {
      throw new IOException("The matting network " + model + " cannot be loaded.", e);
    }
  }

  /** The picture with the salient object's matte as alpha. */
  synchronized Picture apply(Picture picture, String sha256) throws IOException {
    Path kept = cache.resolve(sha256 + "." + picture.width() + "x" + picture.height());
    if (!Files.exists(kept)) {
      Files.write(kept, matte(picture));
    }
    byte[] alpha = Files.readAllBytes(kept);
    int[] argb = picture.argb().clone();
    for (int i = 0; i < argb.length; i++) {
      argb[i] = argb[i] & 0xffffff | alpha[i] << 24;
    }
    return new Picture(picture.width(), picture.height(), argb);
  }

  private byte[] matte(Picture picture) throws IOException {
    FloatBuffer input = FloatBuffer.allocate(3 * SIZE * SIZE);
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          input.put((channel(picture, x, y, 16 - 8 * c) - 128) / 256);
        }
      }
    }
    input.flip();
    String name = session.getInputNames().iterator().next();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(environment, input, new long[] {1, 3, SIZE, SIZE});
        OrtSession.Result result = session.run(Map.of(name, tensor))) {
      return resize(((OnnxTensor) result.get(0)).getFloatBuffer(), picture);
    } catch (OrtException e) {
      throw new IOException("The matting network failed.", e);
    }
  }

  private static float channel(Picture picture, int x, int y, int shift) {
    double u = Math.max(0, (x + 0.5) * picture.width() / SIZE - 0.5);
    double v = Math.max(0, (y + 0.5) * picture.height() / SIZE - 0.5);
    int x0 = (int) u;
    int y0 = (int) v;
    int x1 = Math.min(picture.width() - 1, x0 + 1);
    int y1 = Math.min(picture.height() - 1, y0 + 1);
    double fx = u - x0;
    double fy = v - y0;
    int w = picture.width();
    int[] p = picture.argb();
    double top = (1 - fx) * (p[y0 * w + x0] >> shift & 255) + fx * (p[y0 * w + x1] >> shift & 255);
    double low = (1 - fx) * (p[y1 * w + x0] >> shift & 255) + fx * (p[y1 * w + x1] >> shift & 255);
    return (float) ((1 - fy) * top + fy * low);
  }

  private static byte[] resize(FloatBuffer alpha, Picture picture) {
    byte[] out = new byte[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int u = Math.min(SIZE - 1, (2 * x + 1) * SIZE / (2 * picture.width()));
        int v = Math.min(SIZE - 1, (2 * y + 1) * SIZE / (2 * picture.height()));
        float value = alpha.get(v * SIZE + u);
        out[y * picture.width() + x] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
      }
    }
    return out;
  }

  @Override
  public void close() throws IOException {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IOException("The matting network cannot be closed.", e);
    }
  }
}
