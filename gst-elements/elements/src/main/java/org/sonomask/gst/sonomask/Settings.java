// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.util.List;
import org.sonomask.api.StreamSettings;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Choice;

/**
 * The element's properties at one moment; times are ns.
 *
 * @param aligned whether each frame waits for its own mask
 * @param model name of the model, empty for any
 * @param interval least running time between inferences
 * @param maxAge of a mask that is shown
 * @param smoothing 0 to 1
 * @param threshold 0 to 1
 * @param latencyBudget for an inference, when aligned and live
 * @param timeout for a mask, when aligned and not live
 * @param starvation time after which sound that stands still is no longer waited for
 * @param maxQueueFrames of the video branch
 * @param maxQueueTime of the audio branch
 * @param messages whether each mask is posted
 */
record Settings(
    boolean aligned,
    String model,
    long interval,
    long maxAge,
    double smoothing,
    double threshold,
    long latencyBudget,
    long timeout,
    long starvation,
    int maxQueueFrames,
    long maxQueueTime,
    boolean messages) {
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final long HOUR = 3600 * SECOND;

  static final String STATS = "stats";

  static final List<PropertySpec> PROPERTIES =
      List.of(
          PropertySpec.choice(
              "sync-mode",
              "Synchronisation mode",
              "Whether video waits for masks: live never delays it and shows the newest mask not"
                  + " older than max-age; aligned gives each frame its own mask and declares the"
                  + " delay in the LATENCY query; when the delay changes, as it does when a model"
                  + " comes, a LATENCY message asks the host for gst_bin_recalculate_latency.",
              new Choice("live", "Never delay video, show the newest mask"),
              new Choice("aligned", "Delay video until each frame has its own mask")),
          PropertySpec.text(
              "model",
              "Model",
              "Name of the segmentation model; empty takes the one with the highest ranking.",
              ""),
          PropertySpec.uint64(
              "inference-interval",
              "Inference interval",
              "Least running time between two inferences in nanoseconds; 0 segments every frame.",
              0,
              HOUR,
              100 * MILLISECOND),
          PropertySpec.uint64(
              "max-age",
              "Maximal age",
              "Age in nanoseconds after which a mask is no longer shown, and after which a window"
                  + " of the live mode is dropped.",
              MILLISECOND,
              HOUR,
              500 * MILLISECOND),
          PropertySpec.number(
              "smoothing",
              "Smoothing",
              "Strength of the temporal filters, without unit, from 0 (off) to 1.",
              0,
              1,
              0.5),
          PropertySpec.number(
              "threshold",
              "Threshold",
              "Confidence, without unit, below which a pixel that sounds counts as background, from"
                  + " 0 (none does) to 1; on top of the model's own.",
              0,
              1,
              0),
          PropertySpec.uint64(
              "latency-budget",
              "Latency budget",
              "Time in nanoseconds that an inference may take when sync-mode is aligned and the"
                  + " pipeline is live; with the sound that a window needs after its frame it is the"
                  + " latency that the element adds.",
              0,
              HOUR,
              200 * MILLISECOND),
          PropertySpec.uint64(
              "timeout",
              "Timeout",
              "Time in nanoseconds that a frame waits for its mask at most when sync-mode is"
                  + " aligned and the pipeline is not live.",
              0,
              HOUR,
              10 * SECOND),
          PropertySpec.uint64(
              "starvation-timeout",
              "Starvation timeout",
              "Time in nanoseconds after which a full video queue of a pipeline that is not live no"
                  + " longer waits for sound that stands still.",
              0,
              HOUR,
              200 * MILLISECOND),
          PropertySpec.uint(
              "max-queue-frames",
              "Maximal queue size in frames",
              "Frames that the video queue holds before upstream waits; it holds more if the"
                  + " latency needs it.",
              1,
              1000,
              8),
          PropertySpec.uint64(
              "max-queue-time",
              "Maximal queue size in time",
              "Sound in nanoseconds that the audio queue holds before upstream waits; it holds more"
                  + " if the latency needs it.",
              10 * MILLISECOND,
              HOUR,
              SECOND),
          PropertySpec.bool(
              "post-messages",
              "Post messages",
              "Whether an ELEMENT message sonomask-mask is posted for every new mask; a switch,"
                  + " without unit.",
              false),
          PropertySpec.figures(
              STATS,
              "Statistics",
              "The name of the element's stream; counts since it went to PAUSED (frames, marked, taken, masks, silent, dropped,"
                  + " failed; silent are masks of windows too quiet to ask the model), coverage of"
                  + " the windows by sound from 0 to 1, and mask-age and inference-time, both in"
                  + " nanoseconds."));

  static Settings of(ElementHost host) {
    return new Settings(
        host.text("sync-mode").equals("aligned"),
        host.text("model"),
        host.integer("inference-interval"),
        host.integer("max-age"),
        host.number("smoothing"),
        host.number("threshold"),
        host.integer("latency-budget"),
        host.integer("timeout"),
        host.integer("starvation-timeout"),
        (int) host.integer("max-queue-frames"),
        host.integer("max-queue-time"),
        host.flag("post-messages"));
  }

  StreamSettings stream(String name) {
    return new StreamSettings(name, model, interval, !aligned, maxAge, smoothing, threshold);
  }
}
