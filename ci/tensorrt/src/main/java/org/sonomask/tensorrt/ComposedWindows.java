// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.evaluation.Showing;
import org.sonomask.evaluation.ShownClip;
import org.sonomask.scenes.Clip;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.EvaluationSets;
import org.sonomask.scenes.EvaluationSets.Set;
import org.sonomask.scenes.SceneClasses;

/**
 * Windows of composed clips with what is true of them, for machines without a corpus. A file is
 * gzip of: the number of clips, then for each frame of each clip its RGB, its prior, its log-mel
 * example (big-endian) and its truth.
 */
public final class ComposedWindows {
  private final List<Window> windows;

  /** One frame; truth is the class that sounds at each pixel, 0 is background. */
  private record Window(byte[] frame, byte[] prior, byte[] logMel, byte[] truth) {

    void write(DataOutputStream out) throws IOException {
      out.write(frame);
      out.write(prior);
      out.write(logMel);
      out.write(truth);
    }

    static Window read(DataInputStream in) throws IOException {
      byte[] frame = in.readNBytes(3 * Shown.PIXELS);
      byte[] prior = in.readNBytes(Shown.PIXELS);
      byte[] logMel = in.readNBytes(Shown.MELS * Float.BYTES);
      byte[] truth = in.readNBytes(Shown.PIXELS);
      if (truth.length < Shown.PIXELS) {
        throw new IOException("the file of windows ends within a window; make it again");
      }
      return new Window(frame, prior, logMel, truth);
    }
  }

  private ComposedWindows(List<Window> windows) {
    this.windows = windows;
  }

  /** {@code CORPUS FILE SET CLIPS}: the first clips of a set, such as {@code composed_multi}. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      System.err.println("usage: ComposedWindows CORPUS FILE SET CLIPS");
      System.exit(2);
    }
    EvaluationSets sets =
        new EvaluationSets(Corpus.open(Path.of(arguments[0])), SceneClasses.NAMES);
    Set set = Set.valueOf(arguments[2].toUpperCase(java.util.Locale.ROOT));
    int clips = Math.min(Integer.parseInt(arguments[3]), sets.size(set));
    Path file = Path.of(arguments[1]);
    compose(sets, set, clips).write(file);
    System.out.println(file + ": " + clips + " clips, " + Files.size(file) + " bytes");
  }

  private static ComposedWindows compose(EvaluationSets sets, Set set, int clips) {
    Showing showing = new Showing(Shown.SIZE, Shown.SIZE, new GraphPrior());
    List<Window> windows = new ArrayList<>();
    for (int index = 0; index < clips; index++) {
      ShownClip clip = showing.composed(sets.clip(set, index));
      for (int frame = 0; frame < Clip.FRAMES; frame++) {
        ByteBuffer logMel = ByteBuffer.allocate(Shown.MELS * Float.BYTES);
        logMel.asFloatBuffer().put(clip.logMel()[frame]);
        windows.add(
            new Window(
                clip.frames()[frame], clip.priors()[frame], logMel.array(), clip.truth()[frame]));
      }
    }
    return new ComposedWindows(windows);
  }

  void write(Path file) throws IOException {
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(packed))) {
      out.writeInt(clips());
      for (Window window : windows) {
        window.write(out);
      }
    }
  }

  static ComposedWindows read(Path file) throws IOException {
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(file));
        DataInputStream in = new DataInputStream(new BufferedInputStream(packed))) {
      int count = in.readInt() * Clip.FRAMES;
      List<Window> windows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        windows.add(Window.read(in));
      }
      return new ComposedWindows(windows);
    }
  }

  /** Clips, of {@link Clip#FRAMES} windows each. */
  int clips() {
    return windows.size() / Clip.FRAMES;
  }

  /** All windows. */
  int count() {
    return windows.size();
  }

  /** What is true of a clip's frames. */
  byte[][] truth(int clip) {
    return windows.subList(clip * Clip.FRAMES, (clip + 1) * Clip.FRAMES).stream()
        .map(Window::truth)
        .toArray(byte[][]::new);
  }

  /** A batch from some window on; behind the last comes the first. */
  Shown batch(int first, int count) {
    return new Batch(first, count);
  }

  private final class Batch implements Shown {
    private final int first;
    private final int count;

    Batch(int first, int count) {
      this.first = first;
      this.count = count;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public Map<String, Input> inputs() {
      ByteBuffer frames = Shown.direct(count * PIXELS * 3);
      ByteBuffer priors = Shown.direct(count * PIXELS);
      ByteBuffer logMels = Shown.direct(count * MELS * Float.BYTES);
      for (int i = 0; i < count; i++) {
        Window window = windows.get((first + i) % windows.size());
        frames.put(window.frame());
        priors.put(window.prior());
        for (ByteBuffer mels = ByteBuffer.wrap(window.logMel()); mels.hasRemaining(); ) {
          logMels.putFloat(mels.getFloat());
        }
      }
      Map<String, Input> inputs = new LinkedHashMap<>();
      inputs.put("frame", new Input(new long[] {count, SIZE, SIZE, 3}, frames.flip()));
      inputs.put("prior", new Input(new long[] {count, SIZE, SIZE}, priors.flip()));
      inputs.put("log_mel", new Input(new long[] {count, 1, 96, 64}, logMels.flip()));
      return inputs;
    }
  }
}
