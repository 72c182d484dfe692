// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.sonomask.scenes.Alignment;
import org.sonomask.scenes.Asset;
import org.sonomask.scenes.Clip;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.Scene;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.scenes.SceneComposer;
import org.sonomask.scenes.SceneKind;
import org.sonomask.scenes.Split;

/**
 * Writes a composed scene as a film with sound, by the {@code ffmpeg} command, and beside it a mask
 * every fifth of a second as PNG (grey level = label) and the credits of what is seen and heard.
 */
public final class SceneMovie {
  private static final int RATE = 25;
  private static final int MASK_EVERY = 5;

  private SceneMovie() {}

  /**
   * Writes a film.
   *
   * @param args corpus folder, split, kind, seed, seconds, width, height, film (its extension
   *     chooses the format), folder for masks or {@code -}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 9) {
      System.err.println(
          "Usage: SceneMovie CORPUS SPLIT KIND SEED SECONDS WIDTH HEIGHT FILM MASKS|-");
      System.exit(2);
    }
    Corpus corpus = Corpus.open(Path.of(args[0]));
    Split split = Split.valueOf(args[1].toUpperCase(Locale.ROOT));
    SceneComposer composer = new SceneComposer(corpus, split, SceneClasses.NAMES);
    int width = Integer.parseInt(args[5]);
    int height = Integer.parseInt(args[6]);
    Scene scene =
        composer.scene(
            SceneKind.valueOf(args[2].toUpperCase(Locale.ROOT)),
            Long.parseLong(args[3]),
            width / (double) height,
            Double.parseDouble(args[4]));
    Path masks = args[8].equals("-") ? null : Files.createDirectories(Path.of(args[8]));
    write(scene, width, height, Path.of(args[7]), masks);
    System.out.println(scene.kind() + " " + scene.categories());
    for (String id : scene.assets()) {
      Asset asset = corpus.asset(id);
      System.out.println(
          id
              + ": "
              + asset.source()
              + ", "
              + asset.path()
              + ", "
              + asset.licence()
              + " "
              + asset.credit());
    }
  }

  /** Renders a scene from start to end; {@code masks} may be null. */
  static void write(Scene scene, int width, int height, Path film, Path masks)
      throws IOException, InterruptedException {
    Path sound = Files.createTempFile("scene", ".s16");
    try {
      short[] samples = scene.sound();
      ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asShortBuffer().put(samples);
      Files.write(sound, bytes.array());
      Process ffmpeg = start(width, height, sound, film);
      try (OutputStream out = ffmpeg.getOutputStream()) {
        frames(scene, width, height, out, masks);
      }
      if (ffmpeg.waitFor() != 0) {
        throw new IOException("ffmpeg could not write " + film + ".");
      }
    } finally {
      Files.delete(sound);
    }
  }

  private static void frames(Scene scene, int width, int height, OutputStream out, Path masks)
      throws IOException {
    byte[] rgb = new byte[3 * width * height];
    byte[] owner = new byte[width * height];
    int count = (int) Math.floor(scene.duration() * RATE);
    for (int i = 0; i < count; i++) {
      double time = i / (double) RATE;
      scene.render(time, width, height, rgb, owner);
      out.write(rgb);
      if (masks != null && i % MASK_EVERY == 0) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] labels = scene.labels(owner, time, Alignment.CENTRED);
        image.getRaster().setDataElements(0, 0, width, height, labels);
        String name = String.format(Locale.ROOT, "%04d.png", i);
        ImageIO.write(image, "png", masks.resolve(name).toFile());
      }
    }
  }

  private static Process start(int width, int height, Path sound, Path film) throws IOException {
    return new ProcessBuilder(
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-s",
            width + "x" + height,
            "-r",
            "" + RATE,
            "-i",
            "-",
            "-f",
            "s16le",
            "-ar",
            "" + Clip.RATE,
            "-ac",
            "1",
            "-i",
            sound.toString(),
            "-pix_fmt",
            "yuv420p",
            "-crf",
            "27",
            "-preset",
            "slow",
            "-b:a",
            "64k",
            "-movflags",
            "+faststart",
            "-map_metadata",
            "-1",
            film.toString())
        .redirectError(Redirect.INHERIT)
        .redirectOutput(Redirect.DISCARD)
        .start();
  }
}
