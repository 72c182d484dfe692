// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.SegmenterException;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask model build}: builds for the GPU, runs, compares and measures. */
final class ModelBuildRun {
  private final ModelBuilder builder;
  private final ModelOptions options;

  ModelBuildRun(ModelBuilder builder, ModelOptions options) {
    this.builder = builder;
    this.options = options;
  }

  /**
   * Does it all but export.
   *
   * @param model an ONNX file
   */
  void run(Path model, PrintStream out, PrintStream err) throws SubcommandException {
    try (ProgressBar bar = new ProgressBar(err, Boolean.getBoolean("sonomask.terminal"))) {
      print(builder.build(model, options.engine(), progress(bar)), out);
    } catch (SegmenterException failure) {
      throw SubcommandException.failed(failure.getMessage(), failure);
    }
  }

  private static ModelBuilder.Progress progress(ProgressBar bar) {
    Thread asking = Thread.currentThread();
    return (done, what) -> {
      synchronized (bar) {
        bar.show(done, what);
      }
      return !asking.isInterrupted();
    };
  }

  private static void print(ModelBuilder.Built built, PrintStream out) {
    ModelBuilder.Agreement agreement = built.agreement();
    out.printf("model     %s %s%n", built.info().model(), built.info().version());
    out.printf("GPU       %s%n", built.place());
    out.printf("plans     %d built, in %s%n", built.plans(), built.precision());
    out.printf(
        Locale.ROOT,
        "labels    %.3f %% of %d pixels differ from the processor's (%d labels)%n",
        100 * agreement.different(),
        agreement.pixels(),
        agreement.labels());
    out.printf(Locale.ROOT, "certainty %.2f of 255 apart on average%n", agreement.confidenceGap());
    for (ModelBuilder.Speed speed : built.speeds()) {
      out.printf(
          Locale.ROOT,
          "batch %-3d %.2f ms, %.0f windows a second%n",
          speed.batch(),
          speed.milliseconds(),
          speed.windowsPerSecond());
    }
  }
}
