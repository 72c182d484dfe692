// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.SegmenterException;
import org.sonomask.combo.data.BenchClip;

/** Measures markers on clips of AVSBench. */
public final class BenchSet {
  private final List<BenchClip> clips;
  private final Showing showing;

  /** Some clips, shown at a size; frames without a maskige get one of {@code priors}. */
  public BenchSet(List<BenchClip> clips, int width, int height, PriorProvider priors) {
    this.clips = List.copyOf(clips);
    this.showing = new Showing(width, height, priors);
  }

  /**
   * Measures all markers on all clips.
   *
   * @param scores of the markers, in their order; the clips are added
   * @throws IOException if a clip cannot be read
   */
  public void measure(List<? extends Marker> markers, List<BenchScore> scores, Steps steps)
      throws IOException, SegmenterException, InterruptedException {
    record Marked(ShownClip clip, List<Marks> marks) {}
    try (InOrder workers = new InOrder()) {
      workers.<Marked>run(
          clips.size(),
          index -> {
            Callable<Marked> task =
                () -> {
                  ShownClip clip = showing.bench(clips.get(index));
                  List<Marks> marks = new ArrayList<>();
                  for (Marker marker : markers) {
                    marks.add(marker.mark(clip));
                  }
                  return new Marked(clip, marks);
                };
            return task;
          },
          (index, result) -> {
            for (int i = 0; i < scores.size(); i++) {
              scores.get(i).add(result.clip(), result.marks().get(i));
            }
            steps.done("clips", index + 1, clips.size());
          });
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw ComposedSets.failure(failed);
    }
  }
}
