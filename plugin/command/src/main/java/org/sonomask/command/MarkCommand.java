// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.PrintStream;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask mark}: a clip in, the same clip with what sounds marked out. */
@Component
public final class MarkCommand implements Subcommand {

  private final BundleContext context;
  private final MaskCodec jsonLines;
  private final SegmenterLoader loader;

  /** Made by Declarative Services. */
  @Activate
  public MarkCommand(
      BundleContext context,
      @Reference(target = "(" + MaskCodec.FORMAT + "=jsonl)") MaskCodec jsonLines,
      @Reference SegmenterLoader loader) {
    this.context = context;
    this.jsonLines = jsonLines;
    this.loader = loader;
  }

  @Override
  public String name() {
    return "mark";
  }

  @Override
  public String summary() {
    return "Mark what sounds in a clip";
  }

  @Override
  public String usage() {
    return MarkOptions.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException, InterruptedException {
    MarkOptions options = MarkOptions.parse(arguments);
    Input input = Input.of(options.input());
    if (input.isSameFile(options.output())) {
      throw SubcommandException.failed(
          "'" + options.output() + "' is the clip itself; write to another file.");
    }
    ElementKit.initialise();
    boolean terminal = Boolean.getBoolean("sonomask.terminal");
    try (ChosenModel model = ChosenModel.of(context, loader, options.model());
        MarkOutputs outputs = MarkOutputs.of(options)) {
      MarkRun run = new MarkRun(context, jsonLines, input, options, model.name(), outputs);
      MarkSummary summary;
      try (ProgressBar progress = new ProgressBar(err, terminal)) {
        summary = run.toTheEnd(progress);
      }
      outputs.complete(summary);
      out.println(options.output() + ": " + summary.text());
      return 0;
    }
  }
}
