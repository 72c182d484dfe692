// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.sonomask.api.MaskStream;

/**
 * What happened between two moments.
 *
 * @param rate windows a second that each stream wants
 * @param ages of the masks that came in between
 */
record Figures(double rate, Snapshot from, Snapshot to, Ages ages) {
  private static final double NANOS = 1e9;

  private double seconds() {
    return (to.nanos() - from.nanos()) / NANOS;
  }

  private long sum(ToLongFunction<MaskStream.Statistics> figure) {
    return to.sum(figure) - from.sum(figure);
  }

  private long[] masks() {
    long[] masks = new long[to.streams().size()];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = to.streams().get(i).masks() - from.streams().get(i).masks();
    }
    return masks;
  }

  /** How full batches were on average, 0 to 1. */
  double fill() {
    long batches = to.model().batches() - from.model().batches();
    long windows = to.model().windows() - from.model().windows();
    return batches == 0 ? 0 : (double) windows / batches / to.model().capacity();
  }

  /** Masks of the stream with the fewest, as a share of what it wants. */
  double leastShare() {
    return least() / (rate * seconds());
  }

  /** Masks of the stream with the fewest, as a share of what all have on average. */
  double leastOfMean() {
    long masks = sum(MaskStream.Statistics::masks);
    return masks == 0 ? 0 : least() * (double) to.streams().size() / masks;
  }

  private long least() {
    long least = Long.MAX_VALUE;
    for (long masks : masks()) {
      least = Math.min(least, masks);
    }
    return least;
  }

  /** Frames that were shown a frame's time or more after they were due. */
  long lateFrames() {
    return to.late() - from.late();
  }

  /** All of it; seconds are of the clock, but for those of processors. */
  ObjectNode json() {
    double seconds = seconds();
    int streams = to.streams().size();
    long masks = sum(MaskStream.Statistics::masks);
    long frames = to.shown() - from.shown();
    long batches = to.model().batches() - from.model().batches();
    double inference = to.model().inference().sum() - from.model().inference().sum();
    double cpu = (to.cpuNanos() - from.cpuNanos()) / NANOS / seconds;
    return JsonNodeFactory.instance
        .objectNode()
        .put("streams", streams)
        .put("rate", rate)
        .put("seconds", rounded(seconds))
        .put("windows_offered_per_s", rounded(sum(MaskStream.Statistics::frames) / seconds))
        .put("masks_per_s", rounded(masks / seconds))
        .put("age_p50_ms", rounded(ages.quantile(0.5)))
        .put("age_p95_ms", rounded(ages.quantile(0.95)))
        .put("age_p99_ms", rounded(ages.quantile(0.99)))
        .put("age_most_ms", rounded(ages.quantile(1)))
        .put("fill", rounded(fill()))
        .put("batch", to.model().capacity())
        .put("batches_per_s", rounded(batches / seconds))
        .put("inference_ms", rounded(batches == 0 ? 0 : 1000 * inference / batches))
        .put("least_share", rounded(leastShare()))
        .put("least_of_mean", rounded(leastOfMean()))
        .put("dropped_per_s", rounded(sum(MaskStream.Statistics::dropped) / seconds))
        .put("failed", sum(MaskStream.Statistics::failed))
        .put("frames_per_s", rounded(frames / seconds))
        .put("frames_late", lateFrames())
        .put("frames_masked", rounded((to.masked() - from.masked()) / (double) frames))
        .put("cpu_cores", rounded(cpu))
        .put("cpu_cores_per_stream", rounded(cpu / streams))
        .put("runtime_bytes_per_mask", rounded(bytes(Snapshot::runtimeBytes) / masks))
        .put("stream_bytes_per_frame", rounded(bytes(Snapshot::streamBytes) / frames));
  }

  private double bytes(ToLongFunction<Snapshot> counter) {
    return counter.applyAsLong(to) - counter.applyAsLong(from);
  }

  private static double rounded(double value) {
    return Double.isFinite(value)
        ? Double.parseDouble(String.format(Locale.ROOT, "%.4g", value))
        : 0;
  }
}
