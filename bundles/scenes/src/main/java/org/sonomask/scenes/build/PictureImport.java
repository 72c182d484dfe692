// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.sonomask.scenes.Picture;

/**
 * Brings pictures to the corpus's form: cropped to the matte, at most so large, colour bled out.
 */
final class PictureImport {
  /** Longest side of a cut-out in pixels. */
  static final int OBJECT_SIZE = 256;

  /** Longest side of a background or photograph in pixels. */
  static final int SCENE_SIZE = 440;

  private PictureImport() {}

  /** Decodes a file of any format that ImageIO or ffmpeg reads. */
  static Picture decode(byte[] file, String extension) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    if (image == null) {
      image = ImageIO.read(new ByteArrayInputStream(FfmpegPipe.png(file, extension)));
    }
    int w = image.getWidth();
    int h = image.getHeight();
    return new Picture(w, h, image.getRGB(0, 0, w, h, null, 0, w));
  }

  /** A cut-out cropped to what its matte shows, scaled, with a clear margin of two pixels. */
  static Picture object(Picture picture) {
    Picture cropped = crop(picture, 2);
    return bleed(scale(cropped, OBJECT_SIZE));
  }

  /** A whole picture, scaled. */
  static Picture scene(Picture picture) {
    return scale(picture, SCENE_SIZE);
  }

  /** Share of clear pixels: 0 for a picture without a matte. */
  static double clearShare(Picture picture) {
    int clear = 0;
    for (int p : picture.argb()) {
      clear += p >>> 24 < 128 ? 1 : 0;
    }
    return clear / (double) picture.argb().length;
  }

  /** The part that the matte shows, with a clear margin of so many pixels. */
  static Picture crop(Picture picture, int margin) {
    return crop(List.of(picture), margin).get(0);
  }

  /** The part of pictures of one size that any of their mattes shows. */
  static List<Picture> crop(List<Picture> pictures, int margin) {
    int w = pictures.get(0).width();
    int x0 = w;
    int x1 = -1;
    int y0 = pictures.get(0).height();
    int y1 = -1;
    for (Picture picture : pictures) {
      for (int i = 0; i < picture.argb().length; i++) {
        if (picture.argb()[i] >>> 24 > 24) {
          x0 = Math.min(x0, i % w);
          x1 = Math.max(x1, i % w);
          y0 = Math.min(y0, i / w);
          y1 = Math.max(y1, i / w);
        }
      }
    }
    if (x1 < 0) {
      throw new IllegalArgumentException("The picture's matte is empty.");
    }
    List<Picture> out = new ArrayList<>();
    for (Picture picture : pictures) {
      out.add(part(picture, x0, y0, x1 - x0 + 1, y1 - y0 + 1, margin));
    }
    return out;
  }

  private static Picture part(Picture picture, int x0, int y0, int w, int h, int margin) {
    int[] out = new int[(w + 2 * margin) * (h + 2 * margin)];
    for (int y = 0; y < h; y++) {
      int from = (y0 + y) * picture.width() + x0;
      System.arraycopy(picture.argb(), from, out, (y + margin) * (w + 2 * margin) + margin, w);
    }
    return new Picture(w + 2 * margin, h + 2 * margin, out);
  }

  /** Area-averages down to a longest side, weighting colour by alpha; smaller pictures stay. */
  static Picture scale(Picture picture, int longest) {
    double factor = Math.max(picture.width(), picture.height()) / (double) longest;
    if (factor <= 1) {
      return picture;
    }
    int w = Math.max(1, (int) Math.round(picture.width() / factor));
    int h = Math.max(1, (int) Math.round(picture.height() / factor));
    int[] out = new int[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        out[y * w + x] =
            area(
                picture,
                x * picture.width() / w,
                Math.max(x * picture.width() / w + 1, (x + 1) * picture.width() / w),
                y * picture.height() / h,
                Math.max(y * picture.height() / h + 1, (y + 1) * picture.height() / h));
      }
    }
    return new Picture(w, h, out);
  }

  private static int area(Picture picture, int x0, int x1, int y0, int y1) {
    long alpha = 0;
    long weights = 0;
    long[] sum = new long[3];
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        int p = picture.argb()[y * picture.width() + x];
        int a = p >>> 24;
        alpha += a;
        weights += a + 1;
        for (int c = 0; c < 3; c++) {
          sum[c] += (a + 1) * (p >> (16 - 8 * c) & 255);
        }
      }
    }
    int count = (x1 - x0) * (y1 - y0);
    return (int) (alpha / count) << 24
        | (int) (sum[0] / weights) << 16
        | (int) (sum[1] / weights) << 8
        | (int) (sum[2] / weights);
  }

  /** Spreads colour into clear pixels, so that JPEG does not mix foreign colour into the edge. */
  static Picture bleed(Picture picture) {
    int w = picture.width();
    int h = picture.height();
    int[] out = picture.argb().clone();
    boolean[] known = new boolean[out.length];
    int mean = mean(out);
    for (int i = 0; i < out.length; i++) {
      known[i] = out[i] >>> 24 > 40;
      out[i] = known[i] ? out[i] : out[i] & 0xff000000 | mean;
    }
    for (int pass = 0; pass < 10; pass++) {
      boolean[] before = known.clone();
      for (int i = 0; i < out.length; i++) {
        if (!before[i]) {
          int from = neighbour(before, i, w, h);
          if (from >= 0) {
            out[i] = out[i] & 0xff000000 | out[from] & 0xffffff;
            known[i] = true;
          }
        }
      }
    }
    return new Picture(w, h, out);
  }

  private static int neighbour(boolean[] known, int i, int w, int h) {
    int x = i % w;
    int y = i / w;
    if (x > 0 && known[i - 1]) {
      return i - 1;
    }
    if (x < w - 1 && known[i + 1]) {
      return i + 1;
    }
    if (y > 0 && known[i - w]) {
      return i - w;
    }
    return y < h - 1 && known[i + w] ? i + w : -1;
  }

  private static int mean(int[] argb) {
    long[] sum = new long[3];
    long count = 1;
    for (int p : argb) {
      if (p >>> 24 > 128) {
        count++;
        for (int c = 0; c < 3; c++) {
          sum[c] += p >> (16 - 8 * c) & 255;
        }
      }
    }
    return (int) (sum[0] / count) << 16 | (int) (sum[1] / count) << 8 | (int) (sum[2] / count);
  }
}
