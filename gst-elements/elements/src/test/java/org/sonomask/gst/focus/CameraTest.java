// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CameraTest {
  private static final long FRAME = 40_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final double HEIGHT = 9.0 / 16;
  private static final double ASPECT = 16.0 / 9;
  private static final CameraSettings USUAL =
      new CameraSettings(0.3, 0.6, 0.1, 400_000_000, SECOND, 2 * SECOND, 1.5, 0.25);
  private static final double TINY = 1e-9;

  private long now;

  private static CameraSettings random(Random random) {
    return new CameraSettings(
        0.01 + random.nextDouble(),
        0.05 + 2 * random.nextDouble(),
        random.nextDouble() / 2,
        (long) (random.nextDouble() * SECOND),
        (long) (random.nextDouble() * 2 * SECOND),
        (long) (random.nextDouble() * 3 * SECOND),
        1 + random.nextDouble(),
        0.05 + random.nextDouble());
  }

  private double[] shot(Camera camera) {
    return new double[] {
      camera.left() + camera.width() / 2, camera.top() + camera.shotHeight() / 2, camera.width()
    };
  }

  /** A frame with a box of that centre and size, or with none if the size is 0. */
  private void frame(Camera camera, CameraSettings settings, double x, double y, double size) {
    now += FRAME;
    if (size > 0) {
      camera.hear(x - size / 2, y - size / 2, x + size / 2, y + size / 2, now);
    }
    camera.advance(now, settings);
  }

  /** Whatever sounds, wherever: within the picture, of the right aspect, and not too fast. */
  @Test
  void noShotLeavesThePictureAndNoneIsTooFast() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      CameraSettings settings = random(random);
      double height = 0.3 + 2 * random.nextDouble();
      double aspect = 0.4 + 2 * random.nextDouble();
      Camera camera = new Camera(height, aspect);
      double[] before = null;
      for (int i = 0; i < 500; i++) {
        double size = random.nextInt(4) == 0 ? 0 : random.nextDouble();
        long step = random.nextInt(20) == 0 ? random.nextInt(2) * 5 * SECOND : FRAME;
        now += step - FRAME;
        frame(camera, settings, random.nextDouble(), random.nextDouble() * height, size);
        assertTrue(camera.left() >= 0 && camera.top() >= 0);
        assertTrue(camera.left() + camera.width() <= 1 + TINY);
        assertTrue(camera.top() + camera.shotHeight() <= height + TINY);
        assertEquals(aspect, camera.width() / camera.shotHeight(), TINY);
        double[] after = shot(camera);
        double most = settings.speed() * Math.min(step, SECOND) / SECOND + TINY;
        for (int j = 0; before != null && j < after.length; j++) {
          assertTrue(Math.abs(after[j] - before[j]) <= most, "seed " + seed + " frame " + i);
        }
        before = after;
      }
    }
  }

  @Test
  void itArrivesAndStays() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Camera camera = new Camera(HEIGHT, ASPECT);
      frame(camera, USUAL, 0.5, 0.3, 0);
      double x = 0.1 + 0.8 * random.nextDouble();
      double y = HEIGHT * (0.1 + 0.8 * random.nextDouble());
      double size = 0.05 + random.nextDouble() / 3;
      for (int i = 0; i < 400; i++) {
        frame(camera, USUAL, x, y, size);
      }
      double[] there = shot(camera);
      double wanted = Math.max(0.25, Math.min(1, 1.5 * size * ASPECT));
      assertEquals(wanted, there[2], USUAL.deadZone());
      double middle = Math.max(there[2] / 2, Math.min(1 - there[2] / 2, x));
      assertEquals(middle, there[0], USUAL.deadZone());
      for (int i = 0; i < 100; i++) {
        frame(camera, USUAL, x, y, size);
        assertArrayEquals(there, shot(camera));
      }
    }
  }

  /** A mask is never quite the same; the shot is. */
  @Test
  void aStillTalkerMovesNothing() {
    Random random = new Random(4);
    Camera camera = new Camera(HEIGHT, ASPECT);
    for (int i = 0; i < 200; i++) {
      frame(camera, USUAL, 0.3, 0.3, 0.2);
    }
    double[] still = shot(camera);
    for (int i = 0; i < 1000; i++) {
      double jitter = 0.01 * (random.nextDouble() - 0.5);
      frame(camera, USUAL, 0.3 + jitter, 0.3 - jitter, 0.2 + jitter);
      assertArrayEquals(still, shot(camera), "frame " + i);
    }
  }

  @Test
  void aShortSoundElsewhereMovesNothing() {
    CameraSettings forgetful =
        new CameraSettings(0.3, 0.6, 0.1, 400_000_000, 0, 2 * SECOND, 1.5, 0.25);
    Camera camera = new Camera(HEIGHT, ASPECT);
    for (int i = 0; i < 200; i++) {
      frame(camera, forgetful, 0.2, 0.3, 0.1);
    }
    double[] still = shot(camera);
    for (int i = 0; i < 300; i++) {
      frame(camera, forgetful, i % 20 < 8 ? 0.8 : 0.2, 0.3, 0.1);
      assertArrayEquals(still, shot(camera), "frame " + i);
    }
  }

  @Test
  void twoWhoTalkInTurnAreBothInTheShot() {
    Camera camera = new Camera(HEIGHT, ASPECT);
    for (int i = 0; i < 400; i++) {
      frame(camera, USUAL, i / 10 % 2 == 0 ? 0.35 : 0.65, 0.3, 0.1);
    }
    double[] still = shot(camera);
    for (int i = 0; i < 100; i++) {
      frame(camera, USUAL, i / 10 % 2 == 0 ? 0.35 : 0.65, 0.3, 0.1);
      assertArrayEquals(still, shot(camera), "frame " + i);
    }
    assertTrue(camera.left() <= 0.3 && camera.left() + camera.width() >= 0.7);
    assertTrue(camera.width() < 1);
  }

  @Test
  void silenceShowsEverythingAfterAWhile() {
    Camera camera = new Camera(HEIGHT, ASPECT);
    for (int i = 0; i < 200; i++) {
      frame(camera, USUAL, 0.2, 0.3, 0.1);
    }
    double[] near = shot(camera);
    for (int i = 0; i < 70; i++) {
      frame(camera, USUAL, 0, 0, 0);
    }
    assertArrayEquals(near, shot(camera));
    for (int i = 0; i < 400; i++) {
      frame(camera, USUAL, 0, 0, 0);
    }
    assertArrayEquals(new double[] {0.5, HEIGHT / 2, 1}, shot(camera), TINY);
  }

  @Test
  void itNeitherStartsNorStopsWithAJerk() {
    Camera camera = new Camera(HEIGHT, ASPECT);
    frame(camera, USUAL, 0.5, 0.3, 0);
    List<Double> speeds = new ArrayList<>();
    double before = camera.left() + camera.width() / 2;
    for (int i = 0; i < 300; i++) {
      frame(camera, USUAL, 0.9, 0.3, 0.1);
      double middle = camera.left() + camera.width() / 2;
      speeds.add((middle - before) * SECOND / FRAME);
      before = middle;
    }
    double step = 2 * USUAL.acceleration() * FRAME / SECOND;
    for (int i = 1; i < speeds.size(); i++) {
      assertEquals(speeds.get(i - 1), speeds.get(i), step + TINY, "frame " + i);
      assertTrue(speeds.get(i) >= -TINY, "it went too far at frame " + i);
    }
  }

  @Test
  void theSameSoundsGiveTheSameShots() {
    List<double[]> first = run();
    List<double[]> second = run();
    for (int i = 0; i < first.size(); i++) {
      assertArrayEquals(first.get(i), second.get(i));
    }
  }

  private List<double[]> run() {
    now = 0;
    Random random = new Random(8);
    Camera camera = new Camera(HEIGHT, ASPECT);
    List<double[]> shots = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      frame(camera, USUAL, random.nextDouble(), random.nextDouble() / 2, random.nextDouble() / 4);
      shots.add(shot(camera));
    }
    return shots;
  }

  @Test
  void afterACutTheShotIsTakenAtOnce() {
    Camera camera = new Camera(HEIGHT, ASPECT);
    frame(camera, USUAL, 0.5, 0.3, 0);
    camera.cut();
    frame(camera, USUAL, 0.2, 0.3, 0.2);
    assertEquals(0.2, camera.left() + camera.width() / 2, 0.1);
    assertTrue(camera.width() < 0.6);
  }
}
