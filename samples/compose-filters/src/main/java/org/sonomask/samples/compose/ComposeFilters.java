// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.compose;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.launcher.Plugin;

/** The plain picture and the marked one side by side, with the sound, as an MP4. */
public final class ComposeFilters {

  private static final String PIPELINE =
      """
      uridecodebin uri="%s" name=clip
      clip. ! video/x-raw ! videoscale ! videoconvert ! video/x-raw,width=320,height=240 ! queue
        ! mask.video_sink
      clip. ! audio/x-raw ! queue ! mask.audio_sink
      sonomask name=mask sync-mode=aligned
      mask.video_src ! tee name=both
      both. ! queue ! side.sink_0
      both. ! queue ! sonooverlay palette=vivid ! side.sink_1
      compositor name=side sink_1::xpos=320 ! videoconvert ! x264enc speed-preset=veryfast
        ! h264parse ! queue ! file.
      mask.audio_src ! queue max-size-time=0 max-size-buffers=0 ! audioconvert ! avenc_aac ! queue
        ! file.
      mp4mux name=file ! filesink location="%s"
      """;

  private ComposeFilters() {}

  /** Runs until the clip ends: the distribution's folder, the clip's URI, the MP4 to write. */
  static void run(Path distribution, URI clip, Path output) throws Exception {
    try (Plugin plugin = Plugin.start(distribution)) {
      String description = PIPELINE.formatted(clip, output);
      Launch.check(description);
      Pipeline pipeline = (Pipeline) Gst.parseLaunch(description);
      CompletableFuture<Void> end = new CompletableFuture<>();
      Bus.EOS onEnd = source -> end.complete(null);
      Bus.ERROR onError =
          (source, code, text) -> end.completeExceptionally(new IllegalStateException(text));
      pipeline.getBus().connect(onEnd);
      pipeline.getBus().connect(onError);
      try {
        pipeline.play();
        end.get();
      } finally {
        pipeline.stop();
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    Gst.init("compose-filters");
    run(Path.of(arguments[0]), URI.create(arguments[1]), Path.of(arguments[2]));
  }
}
