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
import org.osgi.service.component.annotations.Component;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask launch}: what gst-launch-1.0 does, with the elements of the bundles. */
@Component
public final class LaunchCommand implements Subcommand {

  private static final String FINISHED = "";

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
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    Bus.EOS onEnd = origin -> ends.add(FINISHED);
    Bus.ERROR onError = (origin, code, text) -> ends.add(origin.getName() + ": " + text);
    Bus.WARNING onWarning =
        (origin, code, text) -> err.println("warning: " + origin.getName() + ": " + text);
    pipeline.getBus().connect(onEnd);
    pipeline.getBus().connect(onError);
    pipeline.getBus().connect(onWarning);
    try {
      if (pipeline.play() == StateChangeReturn.FAILURE) {
        ends.add("the pipeline refuses to start");
      }
      String end = ends.take();
      if (!end.equals(FINISHED)) {
        throw SubcommandException.failed(end);
      }
      return 0;
    } finally {
      pipeline.stop();
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
