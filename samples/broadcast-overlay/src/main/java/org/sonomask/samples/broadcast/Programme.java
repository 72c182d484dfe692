// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.broadcast;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.GstObject;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.event.LatencyEvent;
import org.freedesktop.gstreamer.message.MessageType;
import org.freedesktop.gstreamer.query.LatencyQuery;
import org.sonomask.gst.ffi.Launch;

/** All that is sent. It never stops: black and silence lie beneath the source. */
final class Programme implements AutoCloseable {

  /** For sources up to so late: less would cut off the slow ones, more delays everything. */
  private static final long LATENCY_NANOS = 1_000_000_000;

  private static final String DESCRIPTION =
      """
      videotestsrc is-live=true pattern=black ! %1$s ! picture.
      compositor name=picture min-upstream-latency=%3$d ! %1$s ! queue ! mask.video_sink
      audiotestsrc is-live=true wave=silence ! %2$s ! sound.
      audiomixer name=sound min-upstream-latency=%3$d ! %2$s ! queue ! mask.audio_sink
      sonomask name=mask
      mask.video_src ! sonometa name=meta ! tee name=frames
      frames. ! queue ! sonooverlay ! %4$s ! ts.sink_256
      mask.audio_src ! queue ! audioconvert ! avenc_aac ! aacparse ! queue ! ts.sink_257
      meta.meta ! meta/x-klv ! queue ! ts.sink_258
      frames. ! queue ! sonomatte name=mixer effect=none feather=2
      mixer.src ! %4$s ! ts.sink_259
      mixer.matte ! %4$s ! ts.sink_260
      mpegtsmux name=ts alignment=7
        prog-map=program_map,sink_256=1,sink_257=1,sink_258=1,sink_259=2,sink_260=3 ! %5$s
      """;

  private static final String H264 =
      "videoconvert ! x264enc tune=zerolatency speed-preset=veryfast key-int-max=25"
          + " ! h264parse ! queue";

  /** The elements where a source comes in, and how it must sound there. */
  static final String PICTURE = "picture";

  static final String SOUND = "sound";
  static final String SOUND_CAPS =
      "audio/x-raw,format=F32LE,rate=48000,channels=2,layout=interleaved";

  private final String pictureCaps;
  private final Pipeline pipeline;

  private final CompletableFuture<Void> failed = new CompletableFuture<>();
  private final Bus.ERROR onError = (origin, code, text) -> fail(origin, text);
  private final Bus.MESSAGE onMessage =
      (bus, message) -> {
        if (message.getType() == MessageType.LATENCY) {
          Gst.invokeLater(this::distributeLatency);
        }
      };

  /**
   * Starts it.
   *
   * @param output udp://HOST:PORT, srt://HOST:PORT with SRT's parameters, or a file
   * @param caps size and rate of all pictures
   */
  Programme(URI output, String caps) {
    pictureCaps = "video/x-raw,format=I420,pixel-aspect-ratio=1/1," + caps;
    String description =
        DESCRIPTION.formatted(pictureCaps, SOUND_CAPS, LATENCY_NANOS, H264, sink(output));
    Launch.check(description);
    pipeline = (Pipeline) Gst.parseLaunch(description);
    pipeline.getBus().connect(onError);
    pipeline.getBus().connect(onMessage);
    pipeline.play();
  }

  private static String sink(URI output) {
    return switch (String.valueOf(output.getScheme())) {
      case "udp" -> "udpsink host=%s port=%d".formatted(output.getHost(), output.getPort());
      case "srt" -> "srtsink wait-for-connection=false uri=\"%s\"".formatted(output);
      case "file" -> "filesink location=\"%s\"".formatted(output.getPath());
      default ->
          throw new IllegalArgumentException(
              "cannot send to " + output + ": name a URI of udp://, srt:// or file:///");
    };
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /** How a source must look. */
  String pictureCaps() {
    return pictureCaps;
  }

  /** Completes exceptionally when something beside the source fails. */
  CompletableFuture<Void> failed() {
    return failed;
  }

  private void fail(GstObject origin, String text) {
    if (Input.isPartOf(pipeline, origin) && !Input.isPartOfOne(origin)) {
      failed.completeExceptionally(new IllegalStateException(origin.getName() + ": " + text));
    }
  }

  /** What gst_bin_recalculate_latency does, which gst1-java-core does not offer. */
  private void distributeLatency() {
    LatencyQuery query = new LatencyQuery();
    if (pipeline.query(query)) {
      pipeline.sendEvent(new LatencyEvent(query.getMinimumLatency()));
    }
  }

  @Override
  public void close() {
    pipeline.stop();
  }
}
