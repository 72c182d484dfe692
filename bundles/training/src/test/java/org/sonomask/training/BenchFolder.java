// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.sonomask.combo.checkpoint.PickledTensor;

/** Writes a small set that is laid out as AVSBench's single-source set. */
final class BenchFolder {
  private static final int SIZE = 224;
  private static final int FRAMES = 5;

  private BenchFolder() {}

  /** Clips of a disc on noise in the splits train and val. */
  static Path singleSource(Path root, int training, int validation) throws IOException {
    for (int clip = 0; clip < training + validation; clip++) {
      boolean trains = clip < training;
      write(root.resolve("s4_data"), trains ? "train" : "val", "clip" + clip, trains ? 1 : FRAMES);
    }
    return root;
  }

  private static void write(Path data, String split, String name, int labelled) throws IOException {
    Random random = new Random(name.hashCode());
    for (int frame = 1; frame <= FRAMES; frame++) {
      int x = 40 + random.nextInt(100);
      Path place = Path.of(split, "dog_barking", name, name + "_" + frame + ".png");
      BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
      disc(picture, new Color(60, 80, 70), Color.ORANGE, x);
      png(data.resolve("visual_frames").resolve(place), picture);
      if (frame <= labelled) {
        BufferedImage mask = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        disc(mask, Color.BLACK, Color.WHITE, x);
        png(data.resolve("gt_masks").resolve(place), mask);
      }
    }
    float[] sound = new float[FRAMES * 96 * 64];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (float) random.nextGaussian();
    }
    Path file = data.resolve("audio_log_mel").resolve(Path.of(split, "dog_barking", name + ".pkl"));
    Files.createDirectories(file.getParent());
    Files.write(file, PickledTensor.examples(sound));
  }

  private static void disc(BufferedImage picture, Color ground, Color disc, int x) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(ground);
    graphics.fillRect(0, 0, SIZE, SIZE);
    graphics.setColor(disc);
    graphics.fillOval(x, 60, 90, 90);
    graphics.dispose();
  }

  private static void png(Path file, BufferedImage picture) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }
}
