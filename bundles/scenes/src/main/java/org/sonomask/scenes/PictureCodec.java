// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The picture pack's record: the number of pictures, for each the lengths of its colour and of its
 * matte (32-bit big-endian), then these one after the other. Colour is JPEG, the matte is deflated
 * bytes or, with length 0, opaque.
 */
public final class PictureCodec {
  private static final float QUALITY = 0.87f;

  static {
    ImageIO.setUseCache(false);
  }

  private PictureCodec() {}

  /** Encodes all pictures of an asset. */
  public static byte[] encode(List<Picture> pictures) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ByteBuffer head = ByteBuffer.allocate(4 + 8 * pictures.size()).putInt(pictures.size());
    for (Picture picture : pictures) {
      byte[] colour = jpeg(picture);
      byte[] matte = matte(picture);
      head.putInt(colour.length).putInt(matte.length);
      body.write(colour);
      body.write(matte);
    }
    byte[] out = new byte[head.capacity() + body.size()];
    System.arraycopy(head.array(), 0, out, 0, head.capacity());
    System.arraycopy(body.toByteArray(), 0, out, head.capacity(), body.size());
    return out;
  }

  /** Decodes one picture of a record. */
  static Picture decode(byte[] record, int frame) {
    ByteBuffer head = ByteBuffer.wrap(record);
    int count = head.getInt();
    int at = 4 + 8 * count;
    for (int i = 0; i < frame; i++) {
      at += head.getInt() + head.getInt();
    }
    int colour = head.getInt();
    int matte = head.getInt();
    try {
      BufferedImage image =
          ImageIO.read(
              new MemoryCacheImageInputStream(new ByteArrayInputStream(record, at, colour)));
      int w = image.getWidth();
      int h = image.getHeight();
      int[] argb = image.getRGB(0, 0, w, h, null, 0, w);
      if (matte > 0) {
        applyMatte(argb, record, at + colour, matte);
      }
      return new Picture(w, h, argb);
    } catch (IOException | DataFormatException e) {
      throw new UncheckedIOException(
          new IOException("The picture pack is damaged; build the corpus again.", e));
    }
  }

  private static void applyMatte(int[] argb, byte[] record, int at, int length)
      throws DataFormatException {
    byte[] alpha = new byte[argb.length];
    Inflater inflater = new Inflater();
    inflater.setInput(record, at, length);
    inflater.inflate(alpha);
    inflater.end();
    for (int i = 0; i < argb.length; i++) {
      argb[i] = argb[i] & 0xffffff | alpha[i] << 24;
    }
  }

  private static byte[] matte(Picture picture) {
    int[] argb = picture.argb();
    byte[] alpha = new byte[argb.length];
    boolean opaque = true;
    for (int i = 0; i < argb.length; i++) {
      alpha[i] = (byte) (argb[i] >>> 24);
      opaque &= alpha[i] == -1;
    }
    if (opaque) {
      return new byte[0];
    }
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(alpha);
    deflater.finish();
    byte[] out = new byte[alpha.length + 64];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] jpeg(Picture picture) throws IOException {
    int w = picture.width();
    BufferedImage image = new BufferedImage(w, picture.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, w, picture.height(), picture.argb(), 0, w);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(QUALITY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
