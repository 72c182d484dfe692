// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;
import org.sonomask.pipelines.Playback;

/** {@code sonomask launch}: what gst-launch-1.0 does, with the elements of the bundles. */
@Component
public final class LaunchCommand implements Subcommand {

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
    try {
      new Playback("", String.join(" ", arguments))
          .play(() -> {}, warning -> err.println("warning: " + warning));
      return 0;
    } catch (GstException failure) {
      throw SubcommandException.failed(failure.getMessage(), failure);
    }
  }
}
