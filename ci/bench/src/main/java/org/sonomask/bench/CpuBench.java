// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import org.freedesktop.gstreamer.Gst;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/**
 * Measures how many windows a second the whole plugin segments on this processor, beside a bare
 * ONNX Runtime session on the very same inputs. A subcommand, because it runs in the distribution
 * as it is installed. Two streams of a real file play in real time, live, and offer each frame to
 * the model, which is more than it can take. Pipeline and session take turns, so that what else the
 * machine does troubles both.
 */
@Component
public final class CpuBench implements Subcommand {
  private static final int RANKING = 20_000;
  private static final double WARM_UP_SECONDS = 2;
  private static final double BARE_SECONDS = 5;
  private static final double NANOS = 1e9;

  private final BundleContext context;
  private final SegmenterLoader loader;

  /** Made by Declarative Services. */
  @Activate
  public CpuBench(BundleContext context, @Reference SegmenterLoader loader) {
    this.context = context;
    this.loader = loader;
  }

  /**
   * What one turn did.
   *
   * @param windowsPerSecond segmented
   * @param cpuMillis of the whole process for each window
   */
  record Turn(double windowsPerSecond, double cpuMillis) {}

  @Override
  public String name() {
    return "benchcpu";
  }

  @Override
  public String summary() {
    return "Measure windows a second, beside a bare ONNX Runtime session";
  }

  @Override
  public String usage() {
    return "MODEL.onnx CLIP RESULTS.json ROUNDS";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException {
    if (arguments.size() != 4) {
      throw SubcommandException.usage(usage());
    }
    Path model = Path.of(arguments.get(0));
    Gst.init("bench-cpu");
    WatchedSegmenter watched = null;
    ServiceRegistration<Segmenter> registration = null;
    try {
      watched = new WatchedSegmenter(loader.load(model));
      registration = publish(watched);
      CpuReport report =
          measure(watched, model, Path.of(arguments.get(1)), Integer.parseInt(arguments.get(3)));
      report.write(Path.of(arguments.get(2)));
      out.println(report.json().toPrettyString());
      return 0;
    } catch (SegmenterException | OrtException | IOException failure) {
      throw SubcommandException.failed(failure.getMessage(), failure);
    } finally {
      if (registration != null) {
        registration.unregister();
      }
      if (watched != null) {
        watched.close();
      }
    }
  }

  private ServiceRegistration<Segmenter> publish(WatchedSegmenter watched) {
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put("sonomask.model", watched.info().model());
    properties.put(Constants.SERVICE_RANKING, RANKING);
    return context.registerService(Segmenter.class, watched, properties);
  }

  private static CpuReport measure(WatchedSegmenter watched, Path model, Path clip, int rounds)
      throws OrtException {
    List<Turn> whole = new ArrayList<>();
    List<Turn> bare = new ArrayList<>();
    String streams = stream(clip, "a") + stream(clip, "b");
    PipelineRun.cpuNanos(streams);
    try (BareSession session = new BareSession(model, watched.info(), watched.recorded())) {
      session.run(1);
      for (int round = 0; round < rounds; round++) {
        watched.startAfter((long) (WARM_UP_SECONDS * NANOS));
        PipelineRun.cpuNanos(streams);
        whole.add(watched.turn());
        bare.add(session.run(BARE_SECONDS));
      }
    }
    return new CpuReport(whole, bare);
  }

  private static String stream(Path clip, String name) {
    return String.format(
        Locale.ROOT,
        "uridecodebin uri=%2$s name=%1$s  sonomask name=m%1$s sync-mode=live inference-interval=0"
            + "  %1$s. ! video/x-raw ! queue ! m%1$s.video_sink"
            + "  %1$s. ! audio/x-raw ! queue ! m%1$s.audio_sink"
            + "  m%1$s.video_src ! fakesink sync=true  m%1$s.audio_src ! fakesink sync=true  ",
        name,
        clip.toAbsolutePath().toUri());
  }
}
