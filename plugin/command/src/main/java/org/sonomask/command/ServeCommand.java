// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask serve}: only keeps the process, in which the configured pipelines play. */
@Component
public final class ServeCommand implements Subcommand {

  private final CountDownLatch stopped = new CountDownLatch(1);

  /** When the framework stops, from a shell for instance, nothing plays any more. */
  @Deactivate
  void stop() {
    stopped.countDown();
  }

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public String summary() {
    return "Play the pipelines that are configured, until Ctrl-C";
  }

  @Override
  public String usage() {
    return """


          A pipeline is a file conf/sonomask.pipeline-NAME.cfg with the line
          'description = PIPELINE', written as for gst-launch-1.0. It plays as long as its
          file is there, and again after a failure.""";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException, InterruptedException {
    if (!arguments.isEmpty()) {
      throw SubcommandException.usage("it takes no arguments; 'sonomask help serve' explains.");
    }
    stopped.await();
    return 0;
  }
}
