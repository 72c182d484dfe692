// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import org.freedesktop.gstreamer.Gst;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.launcher.Plugin;

/**
 * Measures how many windows a second the whole plugin segments on this processor, beside a bare
 * ONNX Runtime session on the very same inputs. Two streams of a real file play in real time, live,
 * each frame offered to the model, which is more than it can take. Pipeline and session take turns,
 * so that what else the machine does troubles both.
 *
 * <p>Arguments: the distribution's folder, the model, the clip, the file to write, and the number
 * of rounds.
 */
public final class CpuBench {
  private static final int RANKING = 20_000;
  private static final double WARM_UP_SECONDS = 2;
  private static final double BARE_SECONDS = 5;
  private static final double NANOS = 1e9;

  private CpuBench() {}

  /**
   * What one turn did.
   *
   * @param windowsPerSecond segmented
   * @param cpuMillis of the whole process for each window
   */
  record Turn(double windowsPerSecond, double cpuMillis) {}

  public static void main(String[] arguments) throws Exception {
    Path model = Path.of(arguments[1]);
    Path results = Path.of(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    List<Turn> whole = new ArrayList<>();
    List<Turn> bare = new ArrayList<>();
    try (Plugin plugin = Plugin.start(Path.of(arguments[0]))) {
      Gst.init("bench-cpu");
      BundleContext context = plugin.context();
      SegmenterLoader loader =
          context.getService(context.getServiceReference(SegmenterLoader.class));
      WatchedSegmenter watched = new WatchedSegmenter(loader.load(model));
      Hashtable<String, Object> properties = new Hashtable<>();
      properties.put("sonomask.model", watched.info().model());
      properties.put(Constants.SERVICE_RANKING, RANKING);
      context.registerService(Segmenter.class, watched, properties);
      String streams = stream(Path.of(arguments[2]), "a") + stream(Path.of(arguments[2]), "b");
      PipelineRun.cpuNanos(streams);
      try (BareSession session = new BareSession(model, watched.info(), watched.recorded())) {
        session.run(BARE_SECONDS);
        for (int round = 0; round < rounds; round++) {
          whole.add(pipeline(watched, streams));
          bare.add(session.run(BARE_SECONDS));
          System.out.printf(
              Locale.ROOT, "pipeline %s%nbare     %s%n", whole.get(round), bare.get(round));
        }
      }
      new CpuReport(whole, bare).write(results);
    }
    System.exit(0);
  }

  /** From the first windows on until both streams are at their ends. */
  private static Turn pipeline(WatchedSegmenter watched, String streams) {
    watched.startAfter((long) (WARM_UP_SECONDS * NANOS));
    PipelineRun.cpuNanos(streams);
    return watched.turn();
  }

  private static String stream(Path clip, String name) {
    return ("uridecodebin uri=%2$s name=%1$s  sonomask name=m%1$s sync-mode=live inference-interval=0"
            + "  %1$s. ! video/x-raw ! queue ! m%1$s.video_sink"
            + "  %1$s. ! audio/x-raw ! queue ! m%1$s.audio_sink"
            + "  m%1$s.video_src ! fakesink sync=true  m%1$s.audio_src ! fakesink sync=true  ")
        .formatted(name, clip.toAbsolutePath().toUri());
  }
}
