// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.freedesktop.gstreamer.Caps;
import org.freedesktop.gstreamer.Clock;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Format;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.StateChangeReturn;
import org.freedesktop.gstreamer.Structure;
import org.sonomask.launcher.SubcommandException;

/**
 * Decodes a clip, marks it, and encodes it again:
 *
 * <pre>
 * uridecodebin ! queue ! sonomask.video_sink  video_src ! sonooverlay ! x264enc ! mp4mux ! filesink
 *              ! queue ! sonomask.audio_sink  audio_src ! avenc_aac ! mp4mux
 * </pre>
 */
final class MarkPipeline implements AutoCloseable {

  /** Name of the sonomask element, with which the names of its streams begin. */
  static final String MASK = "mark";

  static final String SINK = "sink";

  /** The name that uridecodebin gives to the element that reads the URI. */
  static final String READER = "source";

  /** The choices of sonomask's {@code sync-mode} in their order. */
  private static final int SYNC_LIVE = 0;

  private static final int SYNC_ALIGNED = 1;

  /** The choice of sonooverlay's {@code palette} for people to look at. */
  private static final int PALETTE_VIVID = 1;

  /** x264enc: constant quality, at a speed that leaves the processor to the model. */
  private static final int PASS_QUALITY = 5;

  private static final int QUANTIZER = 21;
  private static final int PRESET_VERYFAST = 3;

  /** The encoder of the picture lags behind by its lookahead; so much sound waits for it. */
  private static final long AUDIO_QUEUE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final int AUDIO_QUEUE_BYTES = 64 << 20;
  private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** A busy machine may decode sound this late: a file has time to wait for it. */
  private static final long STARVATION_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long STOP_SECONDS = 5;

  private final Pipeline pipeline = new Pipeline("sonomask-mark");
  private final Element source;
  private final Element mask;
  private final Element seen;
  private final Element heard;
  private final Element crop;
  private final Element videoIn;
  private final Element audioIn;
  private final PipelineEvents events;

  /**
   * Builds it.
   *
   * @param model name of the model; empty for the default
   */
  MarkPipeline(Input input, Path output, MarkOptions options, String model)
      throws SubcommandException {
    source = add("uridecodebin", "clip");
    source.set("uri", input.uri().toString());
    mask = add("sonomask", MASK);
    mask.set("model", model);
    mask.set("sync-mode", options.live() ? SYNC_LIVE : SYNC_ALIGNED);
    mask.set("inference-interval", options.interval().toNanos());
    mask.set("starvation-timeout", STARVATION_NANOS);
    mask.set("max-age", Math.max(MAX_AGE_NANOS, 2 * options.interval().toNanos()));
    seen = add("identity", "seen");
    heard = add("identity", "heard");
    crop = add("videocrop", "even");
    Element muxer = add("mp4mux", "muxer");
    Element sink = add("filesink", SINK);
    sink.set("location", output.toString());
    Element.linkMany(muxer, sink);
    videoIn = inlet(options.live(), "video");
    audioIn = inlet(options.live(), "audio");
    linkVideo(muxer);
    linkAudio(muxer);
    events = new PipelineEvents(pipeline, input, new InputPads(this));
    source.connect((Element.PAD_ADDED) events::padAdded);
    source.connect((Element.NO_MORE_PADS) events::noMorePads);
  }

  private Element add(String factory, String name) throws SubcommandException {
    Element element = ElementKit.make(factory, name);
    pipeline.add(element);
    return element;
  }

  /** Where a decoded stream comes in; the last element of the chain is linked to sonomask. */
  private Element inlet(boolean paced, String kind) throws SubcommandException {
    Element queue = add("queue", kind + "-in");
    Element last = queue;
    if (paced) {
      last = add("clocksync", kind + "-pace");
      Element.linkMany(queue, last);
    }
    Element.linkPads(last, "src", mask, kind + "_sink");
    return queue;
  }

  private void linkVideo(Element muxer) throws SubcommandException {
    Element overlay = add("sonooverlay", "overlay");
    overlay.set("palette", PALETTE_VIVID);
    Element format = add("capsfilter", "format");
    format.set("caps", Caps.fromString("video/x-raw,format=I420"));
    Element encoder = add("x264enc", "video-encoder");
    encoder.set("pass", PASS_QUALITY);
    encoder.set("quantizer", QUANTIZER);
    encoder.set("speed-preset", PRESET_VERYFAST);
    Element parser = add("h264parse", "video-parser");
    Element queue = add("queue", "video-out");
    Element convert = add("videoconvert", "video-convert");
    Element.linkPads(mask, "video_src", overlay, "sink");
    Element.linkMany(overlay, seen, crop, convert, format, encoder, parser, queue);
    Element.linkPads(queue, "src", muxer, "video_%u");
  }

  private void linkAudio(Element muxer) throws SubcommandException {
    Element waiting = add("queue", "audio-waiting");
    waiting.set("max-size-buffers", 0);
    waiting.set("max-size-bytes", AUDIO_QUEUE_BYTES);
    waiting.set("max-size-time", AUDIO_QUEUE_NANOS);
    Element convert = add("audioconvert", "audio-convert");
    Element resample = add("audioresample", "audio-resample");
    Element encoder = add("avenc_aac", "audio-encoder");
    Element parser = add("aacparse", "audio-parser");
    Element queue = add("queue", "audio-out");
    Element.linkPads(mask, "audio_src", heard, "sink");
    Element.linkMany(heard, waiting, convert, resample, encoder, parser, queue);
    Element.linkPads(queue, "src", muxer, "audio_%u");
  }

  Element videoIn() {
    return videoIn;
  }

  Element audioIn() {
    return audioIn;
  }

  /** x264 takes even sizes only: the last column or row goes. */
  void pictureSize(int width, int height) {
    crop.set("right", width % 2);
    crop.set("bottom", height % 2);
  }

  PipelineEvents events() {
    return events;
  }

  /** Starts; what goes wrong is among the events. */
  void play() {
    if (pipeline.play() == StateChangeReturn.FAILURE) {
      events.refused();
    }
  }

  /** How far the marked picture is, ns. */
  long position() {
    return frames() == 0 ? 0 : Math.max(0, seen.queryPosition(Format.TIME));
  }

  /** How far the one of picture and sound is that got further, ns. */
  long reach() {
    return Math.max(position(), heard.queryPosition(Format.TIME));
  }

  /** How long the clip is, ns; 0 if that is not known. */
  long duration() {
    return Math.max(0, source.queryDuration(Format.TIME));
  }

  /** Pictures that were marked so far. */
  long frames() {
    Object figures = seen.get("stats");
    return figures instanceof Structure stats
        ? ((Number) stats.getValue("num-buffers")).longValue()
        : 0;
  }

  /** The pipeline's running time, ns; 0 before it plays. */
  long runningTime() {
    Clock clock = pipeline.getClock();
    return clock == null ? 0 : Math.max(0, clock.getTime() - pipeline.getBaseTime());
  }

  /**
   * Stops. An element that hangs must not keep the process: after some seconds its threads are left
   * to the end of the process.
   */
  @Override
  public void close() {
    Thread stopping = new Thread(pipeline::stop, "sonomask-stop");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(Duration.ofSeconds(STOP_SECONDS).toMillis());
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
