// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the three sets of AVSBench lie in their folders (combo section 2.1). */
public enum BenchLayout {
  /** Single source; the folder holds {@code s4_data}. */
  S4 {
    @Override
    public List<BenchClip> clips(Path root, String split) throws IOException {
      Path data = required(root.resolve("s4_data"));
      List<BenchClip> clips = new ArrayList<>();
      for (Path category : sorted(required(data.resolve("visual_frames").resolve(split)))) {
        for (Path video : sorted(category)) {
          String name = video.getFileName().toString();
          Path place = Path.of(split, category.getFileName().toString());
          int labelled = split.equals("train") ? 1 : OBJECT_FRAMES;
          clips.add(
              new BenchClip(
                  name,
                  numbered(video, name + "_%d.png", OBJECT_FRAMES),
                  numbered(
                      data.resolve("gt_masks").resolve(place).resolve(name),
                      name + "_%d.png",
                      labelled),
                  numbered(
                      data.resolve("pre_SAM_mask").resolve(place).resolve(name),
                      name + "_%d_mask_color.png",
                      OBJECT_FRAMES),
                  data.resolve("audio_log_mel").resolve(place).resolve(name + ".pkl"),
                  OBJECT_DIVISOR));
        }
      }
      return clips;
    }
  },

  /** Multiple sources; the folder holds {@code ms3_data} and {@code ms3_meta_data.csv}. */
  MS3 {
    @Override
    public List<BenchClip> clips(Path root, String split) throws IOException {
      Path data = required(root.resolve("ms3_data"));
      List<BenchClip> clips = new ArrayList<>();
      for (Path truth : sorted(required(data.resolve("gt_masks").resolve(split)))) {
        String name = truth.getFileName().toString();
        Path frames = data.resolve("visual_frames").resolve(name);
        Path maskiges = data.resolve("pre_SAM_mask").resolve(name);
        clips.add(
            new BenchClip(
                name,
                numbered(frames, name + ".mp4_%d.png", OBJECT_FRAMES),
                numbered(truth, name + "_%d.png", OBJECT_FRAMES),
                numbered(maskiges, name + ".mp4_%d_mask_color.png", OBJECT_FRAMES),
                data.resolve("audio_log_mel").resolve(split).resolve(name + ".pkl"),
                OBJECT_DIVISOR));
      }
      return clips;
    }
  },

  /** Semantic; the folder holds {@code metadata.csv} and a folder for each of v1s, v1m and v2. */
  AVSS {
    @Override
    public List<BenchClip> clips(Path root, String split) throws IOException {
      List<BenchClip> clips = new ArrayList<>();
      List<String> lines = Files.readAllLines(required(root.resolve("metadata.csv")));
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split(",");
        if (fields.length > LABEL_FIELD && fields[SPLIT_FIELD].strip().equals(split)) {
          String label = fields[LABEL_FIELD].strip();
          clips.add(semantic(root, label, fields[UID_FIELD].strip(), split));
        }
      }
      return clips;
    }
  };

  private static final int OBJECT_FRAMES = 5;
  private static final int OBJECT_DIVISOR = 255;
  private static final int LONG_FRAMES = 10;
  private static final int UID_FIELD = 1;
  private static final int SPLIT_FIELD = 5;
  private static final int LABEL_FIELD = 6;

  /**
   * Lists the clips of a split.
   *
   * @param root the set's folder
   * @param split train, val or test
   * @throws IOException if the folder is not laid out so; the message names what is missing
   */
  public abstract List<BenchClip> clips(Path root, String split) throws IOException;

  /** The layout of a name in any case. */
  public static BenchLayout of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static BenchClip semantic(Path root, String label, String uid, String split) {
    Path clip = root.resolve(label).resolve(uid);
    Path maskiges =
        root.resolve("pre_SAM_mask")
            .resolve("AVSBench_semantic")
            .resolve(label)
            .resolve(uid)
            .resolve("processed_frames");
    int frames = label.equals("v2") ? LONG_FRAMES : OBJECT_FRAMES;
    int labelled = label.equals("v1s") && split.equals("train") ? 1 : frames;
    return new BenchClip(
        uid,
        counted(scaled(clip, "frames"), "%d.jpg", frames),
        counted(scaled(clip, "labels_semantic"), "%d.png", labelled),
        counted(maskiges, "%d_mask_color.png", frames),
        clip.resolve("audio.pkl"),
        1);
  }

  /** The official copies of 224x224 pixels where they were made, else the originals. */
  private static Path scaled(Path clip, String folder) {
    Path copies = clip.resolve("processed_" + folder);
    return Files.isDirectory(copies) ? copies : clip.resolve(folder);
  }

  private static List<Path> numbered(Path folder, String pattern, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> folder.resolve(String.format(Locale.ROOT, pattern, i)))
        .toList();
  }

  private static List<Path> counted(Path folder, String pattern, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> folder.resolve(String.format(Locale.ROOT, pattern, i)))
        .toList();
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static Path required(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException(
          path + " is missing: give the set's own folder, laid out as AVSBench has it");
    }
    return path;
  }
}
