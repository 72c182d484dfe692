// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.sonomask.scenes.Picture;

/** Hashes that stay the same or nearly so when an asset is copied, scaled or encoded again. */
final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 of a file, in hexadecimal digits. */
  static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }

  /**
   * Difference hash of a picture, cropped to its matte, on grey: for each cell of a 16 x 16 grid,
   * whether its right neighbour is brighter. 256 bits in hexadecimal digits.
   */
  static String of(Picture whole) {
    Picture picture = PictureImport.crop(whole, 0);
    double[][] cells = new double[16][17];
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 17; x++) {
        cells[y][x] = brightness(picture, x, y);
      }
    }
    byte[] bits = new byte[32];
    for (int i = 0; i < 256; i++) {
      if (cells[i / 16][i % 16 + 1] > cells[i / 16][i % 16] + 1) {
        bits[i / 8] |= (byte) (1 << i % 8);
      }
    }
    return HexFormat.of().formatHex(bits);
  }

  /**
   * Envelope hash of a sound: for each of the first 400 stretches of 20 ms, whether it is louder
   * than the one before. Independent of level.
   */
  static String of(short[] samples) {
    ByteArrayOutputStream bits = new ByteArrayOutputStream();
    double before = 0;
    int octet = 0;
    int count = Math.min(400, samples.length / 320);
    for (int i = 0; i < count; i++) {
      double power = 0;
      for (int j = i * 320; j < (i + 1) * 320; j++) {
        power += samples[j] * (double) samples[j];
      }
      octet = octet << 1 | (power > before ? 1 : 0);
      before = power;
      if (i % 8 == 7) {
        bits.write(octet);
        octet = 0;
      }
    }
    return HexFormat.of().formatHex(bits.toByteArray());
  }

  private static double brightness(Picture picture, int cellX, int cellY) {
    int x0 = cellX * picture.width() / 17;
    int x1 = Math.max(x0 + 1, (cellX + 1) * picture.width() / 17);
    int y0 = cellY * picture.height() / 16;
    int y1 = Math.max(y0 + 1, (cellY + 1) * picture.height() / 16);
    double sum = 0;
    for (int y = y0; y < Math.min(y1, picture.height()); y++) {
      for (int x = x0; x < Math.min(x1, picture.width()); x++) {
        int p = picture.argb()[y * picture.width() + x];
        int a = p >>> 24;
        int luma = (2 * (p >> 16 & 255) + 5 * (p >> 8 & 255) + (p & 255)) / 8;
        sum += (a * luma + (255 - a) * 128) / 255.0;
      }
    }
    return sum / ((x1 - x0) * (y1 - y0));
  }
}
