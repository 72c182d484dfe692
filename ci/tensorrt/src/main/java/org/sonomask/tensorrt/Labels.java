// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sonomask.combo.metrics.ObjectScore;
import org.sonomask.evaluation.Marks;
import org.sonomask.scenes.Clip;

/**
 * Compares the masks of a plan, or of a model in some form, with those of the portable model in
 * single precision on ONNX Runtime: on the frames of a captured case, whose official labels are
 * compared too, or on windows of composed clips, whose M_J is measured too.
 */
public final class Labels {
  /** Of models that take any. */
  private static final int BATCH = 8;

  private Labels() {}

  /**
   * {@code FILE.plan|FILE.onnx EXPECTED.onnx ref_CASE.npz|FILE.windows REPORT.json}: {@link
   * ReferenceClip} writes models of cases, {@link ComposedWindows} files of windows.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 4) {
      System.err.println(
          "usage: Labels FILE.plan|FILE.onnx EXPECTED.onnx ref_CASE.npz|FILE.windows REPORT.json");
      System.exit(2);
    }
    Path shown = Path.of(arguments[2]);
    try (Computation expected = new Reference(Path.of(arguments[1]));
        Computation judged = open(Path.of(arguments[0]))) {
      ObjectNode report =
          shown.toString().endsWith(".npz")
              ? captured(ReferenceClip.read(shown), expected, judged)
              : composed(ComposedWindows.read(shown), expected, judged);
      report.put("judged", Path.of(arguments[0]).getFileName().toString());
      report.put("shown", shown.getFileName().toString());
      System.out.println(report);
      Files.writeString(Path.of(arguments[3]), report.toPrettyString() + "\n");
    }
    // Native libraries have threads and exit handlers of their own that may wait for ever.
    Runtime.getRuntime().halt(0);
  }

  private static Computation open(Path file) throws Exception {
    return file.toString().endsWith(".plan") ? new BuiltPlan(file) : new Reference(file);
  }

  private static ObjectNode captured(ReferenceClip clip, Computation expected, Computation judged)
      throws Exception {
    Map<String, byte[]> right = expected.run(clip);
    Map<String, byte[]> masks = judged.run(clip);
    ObjectNode report = new ObjectMapper().valueToTree(Agreement.of(right, masks));
    report.put(
        "official_labels_different", Agreement.different(clip.captured(), masks.get("labels")));
    report.put(
        "official_labels_different_expected",
        Agreement.different(clip.captured(), right.get("labels")));
    return report;
  }

  /** Compares masks of composed clips, and measures the M_J of both. */
  static ObjectNode composed(ComposedWindows windows, Computation expected, Computation judged)
      throws Exception {
    Map<String, byte[]> right = all(windows, expected);
    Map<String, byte[]> masks = all(windows, judged);
    ObjectNode report = new ObjectMapper().valueToTree(Agreement.of(right, masks));
    report.put("clips", windows.clips());
    report.put("mj_expected", jaccard(windows, right));
    report.put("mj", jaccard(windows, masks));
    return report;
  }

  private static Map<String, byte[]> all(ComposedWindows windows, Computation computation)
      throws Exception {
    int batch = computation.batch().orElse(BATCH);
    Map<String, ByteArrayOutputStream> all = new LinkedHashMap<>();
    for (int first = 0; first < windows.count(); first += batch) {
      int kept = Math.min(batch, windows.count() - first) * Shown.PIXELS;
      computation
          .run(windows.batch(first, batch))
          .forEach(
              (name, bytes) ->
                  all.computeIfAbsent(name, key -> new ByteArrayOutputStream())
                      .write(bytes, 0, kept));
    }
    Map<String, byte[]> masks = new LinkedHashMap<>();
    all.forEach((name, bytes) -> masks.put(name, bytes.toByteArray()));
    return masks;
  }

  private static double jaccard(ComposedWindows windows, Map<String, byte[]> masks) {
    byte[] labels = masks.get("labels");
    byte[] confidence = masks.get("confidence");
    byte[] sounding = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      sounding[i] = Marks.sounding(labels[i], confidence[i]);
    }
    ObjectScore score = new ObjectScore();
    for (int clip = 0; clip < windows.clips(); clip++) {
      byte[][] marked = new byte[Clip.FRAMES][];
      for (int frame = 0; frame < Clip.FRAMES; frame++) {
        int from = (clip * Clip.FRAMES + frame) * Shown.PIXELS;
        marked[frame] = Arrays.copyOfRange(sounding, from, from + Shown.PIXELS);
      }
      score.add(marked, windows.truth(clip));
    }
    return score.jaccard();
  }
}
