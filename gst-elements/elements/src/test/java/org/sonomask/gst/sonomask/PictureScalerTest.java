// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.frame.Crops;

class PictureScalerTest {
  private static final int SIDE = 8;
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  private long info;
  private PictureScaler scaler;

  @BeforeEach
  void start() {
    Launch.initialise();
    info = info(WIDTH, HEIGHT);
    scaler = new PictureScaler(info, PictureKind.RGB, SIDE, SIDE);
    assertTrue(scaler.works());
  }

  @AfterEach
  void stop() {
    scaler.close();
    NativeMemory.free(info);
  }

  private static int rgbx() {
    return GstVideo.gst_video_format_from_string("RGBx");
  }

  private static long info(int width, int height) {
    long info = NativeMemory.allocate(Layout.GstVideoInfo.SIZE);
    GstVideo.gst_video_info_init(info);
    GstVideo.gst_video_info_set_format(info, rgbx(), width, height);
    return info;
  }

  /** Dark, but for a bright rectangle at (16, 8) of 32x24 pixels. */
  private static long picture(int width, int height) {
    byte[] pixels = new byte[width * height * 4];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 4 % width;
      int y = i / 4 / width;
      pixels[i] = (byte) (x >= 16 && x < 48 && y >= 8 && y < 32 ? 200 : 20);
    }
    long buffer = Gst.gst_buffer_new_allocate(0, pixels.length, 0);
    Gst.gst_buffer_fill(buffer, 0, pixels, pixels.length);
    GstVideo.gst_buffer_add_video_meta(buffer, 0, rgbx(), width, height);
    return buffer;
  }

  private void assertBrightPixels(int expected, long buffer) {
    ByteBuffer rgb = scaler.scale(buffer);
    assertNotNull(rgb);
    int bright = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      bright += (rgb.get(3 * i) & 0xff) > 110 ? 1 : 0;
    }
    assertEquals(expected, bright);
    Gst.gst_mini_object_unref(buffer);
  }

  private static long cropped(long buffer, int x, int y) {
    Crops.crop(buffer, x, y, 32, 24);
    return buffer;
  }

  @Test
  void onlyWhatACropShowsIsScaled() {
    assertBrightPixels(SIDE * SIDE, cropped(picture(WIDTH, HEIGHT), 16, 8));
    assertBrightPixels(SIDE * SIDE / 2, cropped(picture(WIDTH, HEIGHT), 32, 8));
  }

  @Test
  void picturesWithoutACropMayFollow() {
    assertBrightPixels(16, picture(WIDTH, HEIGHT));
    assertBrightPixels(SIDE * SIDE, cropped(picture(WIDTH, HEIGHT), 16, 8));
    assertBrightPixels(16, picture(WIDTH, HEIGHT));
  }

  @Test
  void aCropThatLeavesThePictureIsIgnored() {
    assertBrightPixels(16, cropped(picture(WIDTH, HEIGHT), 40, 40));
  }

  /** Decoders give frames that are larger than their caps say, and crop them. */
  @Test
  void theFrameMayBeLargerThanItsCapsSay() {
    assertBrightPixels(SIDE * SIDE, cropped(picture(WIDTH + 32, HEIGHT + 16), 16, 8));
  }
}
