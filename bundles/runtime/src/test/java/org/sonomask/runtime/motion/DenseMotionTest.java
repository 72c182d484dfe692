// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseMotionTest {
  private static final int SIZE = 224;

  private final DenseMotion motion = new DenseMotion(SIZE, SIZE);
  private final LumaPicture earlier = new LumaPicture(SIZE, SIZE);
  private final LumaPicture now = new LumaPicture(SIZE, SIZE);

  @ParameterizedTest
  @CsvSource({"0, 0", "0.25, 0", "1, -1", "-3.5, 2.25", "9, 7", "-20, 14"})
  void aMovedPictureIsFollowedToAFractionOfAPixel(float dx, float dy) {
    earlier.set(waves(0, 0));
    now.set(waves(dx, dy));
    motion.estimate(earlier, now, false);
    double error = 0;
    int count = 0;
    for (int y = 40; y < SIZE - 40; y++) {
      for (int x = 40; x < SIZE - 40; x++) {
        int pixel = y * SIZE + x;
        error += Math.hypot(motion.x(pixel) + dx, motion.y(pixel) + dy);
        count++;
      }
    }
    assertTrue(error / count < 0.2, "mean error " + error / count);
  }

  @ParameterizedTest
  @CsvSource({"0.3, -0.2", "1.5, 0.4", "-2, 3"})
  void motionAddsUpFromPictureToPicture(float dx, float dy) {
    int pictures = 8;
    LumaPicture[] all = new LumaPicture[pictures + 1];
    for (int i = 0; i <= pictures; i++) {
      all[i] = new LumaPicture(SIZE, SIZE);
      all[i].set(waves(i * dx, i * dy));
    }
    motion.estimate(all[0], all[1], false);
    for (int i = 2; i <= pictures; i++) {
      motion.extend(all[i - 1], all[i]);
    }
    double error = 0;
    int count = 0;
    for (int y = 40; y < SIZE - 40; y++) {
      for (int x = 40; x < SIZE - 40; x++) {
        int pixel = y * SIZE + x;
        error += Math.hypot(motion.x(pixel) + pictures * dx, motion.y(pixel) + pictures * dy);
        count++;
      }
    }
    assertTrue(error / count < 0.15 * pictures, "mean error " + error / count);
    assertTrue(motion.difference(SIZE / 2 * SIZE + SIZE / 2) < 4, "it is the first picture's");
  }

  @Test
  void anObjectMovesBeforeABackgroundThatStands() {
    earlier.set(scene(80));
    now.set(scene(91));
    motion.estimate(earlier, now, false);
    byte[] map = disc(80);
    byte[] moved = new byte[map.length];
    motion.move(map, moved);
    assertTrue(overlap(moved, disc(91)) > 0.94, "IoU " + overlap(moved, disc(91)));
  }

  @Test
  void aStillPictureStaysStill() {
    earlier.set(scene(100));
    now.set(scene(100));
    motion.estimate(earlier, now, true);
    byte[] map = disc(100);
    byte[] moved = new byte[map.length];
    motion.move(map, moved);
    assertEquals(1, overlap(map, moved));
    for (int i = 0; i < map.length; i++) {
      assertEquals(0, motion.difference(i));
    }
  }

  @Test
  void whatAppearsIsDifferent() {
    earlier.set(scene(-100));
    now.set(scene(100));
    motion.estimate(earlier, now, false);
    assertTrue(motion.difference(SIZE / 2 * SIZE + 100) > 20);
    assertTrue(motion.difference(20 * SIZE + 20) < 2);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 3", "8, 8", "17, 40", "225, 127", "640, 15"})
  void anySizeWorks(int width, int height) {
    LumaPicture one = new LumaPicture(width, height);
    LumaPicture other = new LumaPicture(width, height);
    byte[] noise = new byte[width * height];
    Random random = new Random(width);
    DenseMotion any = new DenseMotion(width, height);
    for (int round = 0; round < 4; round++) {
      random.nextBytes(noise);
      one.set(noise);
      random.nextBytes(noise);
      other.set(noise);
      any.estimate(one, other, round > 0);
      any.move(noise, new byte[noise.length]);
      for (int i = 0; i < noise.length; i++) {
        assertTrue(Math.abs(any.x(i)) < width + 16 && Math.abs(any.y(i)) < height + 16);
      }
    }
  }

  @Test
  void nothingIsAllocated() {
    byte[][] pictures = {scene(80), scene(83)};
    byte[] map = disc(80);
    byte[] moved = new byte[map.length];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < 300; i++) {
      before = i == 200 ? threads.getCurrentThreadAllocatedBytes() : before;
      now.set(pictures[i & 1]);
      earlier.set(pictures[1 - (i & 1)]);
      motion.estimate(earlier, now, true);
      motion.move(map, moved);
      motion.difference(i);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < 1000, bytes + " bytes for 100 pictures");
  }

  private static double overlap(byte[] one, byte[] other) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < one.length; i++) {
      both += one[i] != 0 && other[i] != 0 ? 1 : 0;
      either += one[i] != 0 || other[i] != 0 ? 1 : 0;
    }
    return (double) both / either;
  }

  private static byte[] disc(int centre) {
    byte[] map = new byte[SIZE * SIZE];
    for (int i = 0; i < map.length; i++) {
      map[i] = (byte) (Math.hypot(i % SIZE - centre, i / SIZE - SIZE / 2) < 40 ? 1 : 0);
    }
    return map;
  }

  /** A disc with a pattern of its own before another. */
  private static byte[] scene(int centre) {
    byte[] picture = waves(0, 0);
    byte[] object = waves(centre + 57, 13);
    byte[] map = disc(centre);
    for (int i = 0; i < map.length; i++) {
      picture[i] = map[i] != 0 ? (byte) (255 - (object[i] & 0xff)) : picture[i];
    }
    return picture;
  }

  /** A pattern without period, moved. */
  private static byte[] waves(double dx, double dy) {
    byte[] picture = new byte[SIZE * SIZE];
    for (int i = 0; i < picture.length; i++) {
      double x = i % SIZE - dx;
      double y = i / SIZE - dy;
      double value =
          Math.sin(x / 7 + y / 19)
              + Math.sin(x / 23 - y / 9)
              + Math.sin((x + y) / 37)
              + 0.5 * Math.sin(x / 3.1 + y / 4.3);
      picture[i] = (byte) Math.round(100 + 28 * value);
    }
    return picture;
  }
}
