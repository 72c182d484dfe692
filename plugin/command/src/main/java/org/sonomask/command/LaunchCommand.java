// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.StateChangeReturn;
import org.freedesktop.gstreamer.event.LatencyEvent;
import org.freedesktop.gstreamer.message.Message;
import org.freedesktop.gstreamer.message.MessageType;
import org.freedesktop.gstreamer.query.LatencyQuery;
import org.osgi.service.component.annotations.Component;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask launch}: what gst-launch-1.0 does, with the elements of the bundles. */
@Component
public final class LaunchCommand implements Subcommand {

  private static final String FINISHED = "";

  /** An element's latency has changed, as that of sonomask does when its model comes. */
  private static final String LATENCY = "latency";

  @Override
  public String name() {
    return "launch";
  }

  @Override
  public String summary() {
    return "Run a pipeline, as gst-launch-1.0 does";
  }

  @Override
  public String usage() {
    return """
        ELEMENT [PROPERTY=VALUE...] ! ELEMENT...

          The pipeline is written as for gst-launch-1.0 and runs until its end or Ctrl-C.""";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException, InterruptedException {
    if (arguments.isEmpty()) {
      throw SubcommandException.usage("say which pipeline; 'sonomask help launch' shows how.");
    }
    ElementKit.initialise();
    Pipeline pipeline = parse(String.join(" ", arguments));
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    Bus.EOS onEnd = origin -> events.add(FINISHED);
    Bus.ERROR onError = (origin, code, text) -> events.add(origin.getName() + ": " + text);
    Bus.WARNING onWarning =
        (origin, code, text) -> err.println("warning: " + origin.getName() + ": " + text);
    Bus.MESSAGE onMessage = (bus, message) -> noteLatency(message, events);
    pipeline.getBus().connect(onEnd);
    pipeline.getBus().connect(onError);
    pipeline.getBus().connect(onWarning);
    pipeline.getBus().connect(onMessage);
    try {
      if (pipeline.play() == StateChangeReturn.FAILURE) {
        events.add("the pipeline refuses to start");
      }
      String end = awaitEnd(pipeline, events);
      if (!end.equals(FINISHED)) {
        throw SubcommandException.failed(end);
      }
      return 0;
    } finally {
      pipeline.stop();
    }
  }

  private static void noteLatency(Message message, BlockingQueue<String> events) {
    if (message.getType() == MessageType.LATENCY) {
      events.add(LATENCY);
    }
  }

  private static String awaitEnd(Pipeline pipeline, BlockingQueue<String> events)
      throws InterruptedException {
    String event = events.take();
    while (event.equals(LATENCY)) {
      distributeLatency(pipeline);
      event = events.take();
    }
    return event;
  }

  /** What gst_bin_recalculate_latency does, which gst1-java-core does not offer. */
  private static void distributeLatency(Pipeline pipeline) {
    LatencyQuery query = new LatencyQuery();
    if (pipeline.query(query)) {
      pipeline.sendEvent(new LatencyEvent(query.getMinimumLatency()));
    }
  }

  /**
   * Parses with our own call first, because gst1-java-core 1.4.0 reads a GError after freeing it
   * when a description has an error; what has none it may parse.
   */
  private static Pipeline parse(String description) throws SubcommandException {
    try {
      Launch.check(description);
    } catch (GstException failure) {
      throw SubcommandException.failed(failure.getMessage(), failure);
    }
    Element element = Gst.parseLaunch(description);
    if (element instanceof Pipeline pipeline) {
      return pipeline;
    }
    Pipeline pipeline = new Pipeline("launch");
    pipeline.add(element);
    return pipeline;
  }
}
