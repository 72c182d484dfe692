// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.sonomask.combo.network.MaskigePalette;

/**
 * A maskige as the official preprocessing stores it: an 8-bit palette PNG whose pixels are the
 * indices (combo section 3.2, step 3).
 */
public final class MaskigeFile {
  private static final int VALUES = 256;

  private MaskigeFile() {}

  /** Indices of a maskige, row-major, with its size. */
  public record Maskige(int width, int height, byte[] indices) {}

  /**
   * Reads the indices.
   *
   * @throws IOException if the file is not a palette or grey PNG; the message says what to do
   */
  public static Maskige read(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    if (picture == null) {
      throw new IOException(file + " is no picture that can be read: give an 8-bit palette PNG");
    }
    if (picture.getRaster().getNumBands() != 1) {
      throw new IOException(
          file
              + " has "
              + picture.getRaster().getNumBands()
              + " channels, a maskige has one: give the palette PNG, not a coloured copy");
    }
    int[] samples =
        picture
            .getRaster()
            .getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, (int[]) null);
    byte[] indices = new byte[samples.length];
    for (int pixel = 0; pixel < samples.length; pixel++) {
      indices[pixel] = (byte) samples[pixel];
    }
    return new Maskige(picture.getWidth(), picture.getHeight(), indices);
  }

  /** Writes a maskige as a palette PNG. */
  public static void write(Path file, Maskige maskige) throws IOException {
    byte[][] channels = new byte[3][VALUES];
    for (int index = 0; index < VALUES; index++) {
      for (int channel = 0; channel < channels.length; channel++) {
        channels[channel][index] = (byte) MaskigePalette.channel(index, channel);
      }
    }
    IndexColorModel palette =
        new IndexColorModel(Byte.SIZE, VALUES, channels[0], channels[1], channels[2]);
    BufferedImage picture =
        new BufferedImage(
            maskige.width(), maskige.height(), BufferedImage.TYPE_BYTE_INDEXED, palette);
    WritableRaster raster = picture.getRaster();
    raster.setDataElements(0, 0, maskige.width(), maskige.height(), maskige.indices());
    ImageIO.write(picture, "png", file.toFile());
  }
}
