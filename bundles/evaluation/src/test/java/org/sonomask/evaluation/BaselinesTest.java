// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.SegmenterException;
import org.sonomask.combo.metrics.ObjectScore;

class BaselinesTest {
  private static final int SIZE = 96;

  @Test
  void saliencyMarksADiscAndNotTheNoisyGradientAroundIt() throws SegmenterException {
    assertTrue(jaccard(Baselines.saliency()) > 0.85, () -> "M_J " + scored(Baselines.saliency()));
  }

  @Test
  void theEmptyMaskMarksNothing() throws SegmenterException {
    assertEquals(0, jaccard(Baselines.empty()), 1e-9);
  }

  @Test
  void bothMarkWhatEachMarks() throws SegmenterException {
    Marker left =
        new Marker() {
          @Override
          public String name() {
            return "left";
          }

          @Override
          public List<String> classes() {
            return List.of("background", "disc");
          }

          @Override
          public Marks mark(ShownClip clip) {
            byte[] half = new byte[SIZE * SIZE];
            byte[] label = new byte[SIZE * SIZE];
            for (int pixel = 0; pixel < half.length; pixel++) {
              boolean here = pixel % SIZE < SIZE / 2;
              half[pixel] = (byte) (here ? 255 : 0);
              label[pixel] = (byte) (here ? 1 : 0);
            }
            return new Marks(new byte[][] {label}, new byte[][] {half});
          }
        };
    Marker both = Baselines.both(left, Baselines.saliency());
    assertEquals("left and saliency", both.name());
    assertEquals(0.5, jaccard(both), 0.06);
    Marks marks = both.mark(disc());
    for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
      boolean inside = Marks.inMask(marks.sounding()[0][pixel]);
      assertEquals(inside ? 1 : 0, marks.labels()[0][pixel]);
    }
  }

  private static String scored(Marker marker) {
    try {
      return Double.toString(jaccard(marker));
    } catch (SegmenterException failed) {
      return failed.getMessage();
    }
  }

  private static double jaccard(Marker marker) throws SegmenterException {
    ShownClip clip = disc();
    return new ObjectScore().add(marker.mark(clip).sounding(), clip.truth()).jaccard();
  }

  private static ShownClip disc() {
    Random random = new Random(5);
    byte[] frame = new byte[3 * SIZE * SIZE];
    byte[] truth = new byte[SIZE * SIZE];
    for (int pixel = 0; pixel < truth.length; pixel++) {
      int x = pixel % SIZE;
      int y = pixel / SIZE;
      boolean inside = Math.hypot(x - 47.5, y - 44) < 20;
      truth[pixel] = (byte) (inside ? 1 : 0);
      for (int channel = 0; channel < 3; channel++) {
        int ground = 60 + x / 2 + random.nextInt(12);
        int disc = (channel == 0 ? 210 : 40) + random.nextInt(12);
        frame[3 * pixel + channel] = (byte) (inside ? disc : ground);
      }
    }
    return new ShownClip(
        SIZE,
        SIZE,
        new byte[][] {frame},
        new byte[1][SIZE * SIZE],
        new float[1][96 * 64],
        new byte[][] {truth},
        List.of("disc"));
  }
}
