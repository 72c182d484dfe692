// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Figures of one run of {@code mark}.
 *
 * @param input as the user named it
 * @param model that made the masks; empty if there was no mask
 * @param frames written
 * @param masks made
 * @param soundingMasks of them those that mark something
 * @param maskAgeMeanMillis mean time from a frame to its mask; 0 when each frame waits for its own
 * @param maskAgeMaxMillis highest such time
 * @param framesPerSecond over the whole run
 * @param seconds the run took
 * @param peakMemoryMebibytes most resident memory the process had
 */
@JsonPropertyOrder({
  "input",
  "model",
  "frames",
  "masks",
  "sounding_masks",
  "mask_age_mean_ms",
  "mask_age_max_ms",
  "frames_per_second",
  "seconds",
  "peak_memory_mib"
})
record MarkSummary(
    @JsonProperty("input") String input,
    @JsonProperty("model") String model,
    @JsonProperty("frames") long frames,
    @JsonProperty("masks") long masks,
    @JsonProperty("sounding_masks") long soundingMasks,
    @JsonProperty("mask_age_mean_ms") double maskAgeMeanMillis,
    @JsonProperty("mask_age_max_ms") double maskAgeMaxMillis,
    @JsonProperty("frames_per_second") double framesPerSecond,
    @JsonProperty("seconds") double seconds,
    @JsonProperty("peak_memory_mib") long peakMemoryMebibytes) {

  private static final String PEAK = "VmHWM:";

  /** Most resident memory this process had, MiB; 0 where the system does not tell. */
  static long peakMemory() {
    Path status = Path.of("/proc/self/status");
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException untold) {
      return 0;
    }
  }

  /** One line for people. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%d frames, %d masks (%d sounding), mask age %.0f ms (at most %.0f), %.1f frames/s, %d MiB",
        frames,
        masks,
        soundingMasks,
        maskAgeMeanMillis,
        maskAgeMaxMillis,
        framesPerSecond,
        peakMemoryMebibytes);
  }
}
