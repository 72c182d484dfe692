// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.data;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.prior.MaskigeFile;

/**
 * One clip of AVSBench.
 *
 * @param name unique in its set
 * @param frames pictures, one a second
 * @param truth masks of the frames; only the first ones where fewer are labelled
 * @param maskiges priors of the frames; empty where there are none
 * @param logMel pickled examples, one a second
 * @param divisor of the values in the masks: 255 where they are 0 and 255, 1 for class ids
 */
public record BenchClip(
    String name,
    List<Path> frames,
    List<Path> truth,
    List<Path> maskiges,
    Path logMel,
    int divisor) {

  private static final int MELS = 96 * 64;

  public BenchClip {
    frames = List.copyOf(frames);
    truth = List.copyOf(truth);
    maskiges = List.copyOf(maskiges);
  }

  /** RGB of one frame at a size, row-major, squeezed without keeping the aspect. */
  public byte[] frame(int index, int width, int height) throws IOException {
    BufferedImage picture = picture(frames.get(index));
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    byte[] rgb = new byte[width * height * 3];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < height; y++) {
      scaled.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        rgb[at++] = (byte) (pixel >> 16);
        rgb[at++] = (byte) (pixel >> 8);
        rgb[at++] = (byte) pixel;
      }
    }
    return rgb;
  }

  /** Labels of one frame at a size, nearest pixel. */
  public byte[] labels(int index, int width, int height) throws IOException {
    Raster raster = picture(truth.get(index)).getRaster();
    byte[] labels = new byte[width * height];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int value =
            raster.getSample(x * raster.getWidth() / width, y * raster.getHeight() / height, 0);
        labels[at++] = (byte) (value / divisor);
      }
    }
    return labels;
  }

  /** Index map of one frame's maskige; nothing if there is none of this size. */
  public Optional<byte[]> maskige(int index, int width, int height) throws IOException {
    if (index >= maskiges.size() || !Files.exists(maskiges.get(index))) {
      return Optional.empty();
    }
    MaskigeFile.Maskige maskige = MaskigeFile.read(maskiges.get(index));
    boolean fits = maskige.width() == width && maskige.height() == height;
    return fits ? Optional.of(maskige.indices()) : Optional.empty();
  }

  /** Log-mel examples, [seconds][96 · 64]. */
  public float[][] examples() throws IOException {
    float[] all = Checkpoint.readTensor(logMel).values();
    float[][] examples = new float[all.length / MELS][MELS];
    for (int second = 0; second < examples.length; second++) {
      System.arraycopy(all, second * MELS, examples[second], 0, MELS);
    }
    return examples;
  }

  private static BufferedImage picture(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    if (picture == null) {
      throw new IOException(file + " is no picture that can be read: give a PNG or JPEG");
    }
    return picture;
  }
}
