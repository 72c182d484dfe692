// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.combo.data.BenchClip;
import org.sonomask.combo.data.BenchLayout;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask evaluate}: how good a model is on a set of clips. */
@Component
public final class EvaluateCommand implements Subcommand {
  private static final double NANOS_PER_SECOND = 1e9;

  private final SegmenterLoader loader;
  private final PriorProvider priors;

  /** Made by Declarative Services. */
  @Activate
  public EvaluateCommand(@Reference SegmenterLoader loader, @Reference PriorProvider priors) {
    this.loader = loader;
    this.priors = priors;
  }

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "Measure a model on AVSBench or on composed clips";
  }

  @Override
  public String usage() {
    return EvaluateOptions.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException {
    EvaluateOptions options = EvaluateOptions.parse(arguments);
    try (Segmenter segmenter = loader.load(options.model())) {
      ObjectNode figures =
          options.layout().isPresent()
              ? benchmark(options, options.layout().get(), segmenter, out, err)
              : new ComposedSets(options.folder(), segmenter.info())
                  .measure(new ClipMarker(segmenter, priors), options.clips(), out, err);
      if (options.json().isPresent()) {
        Files.writeString(options.json().get(), figures.toPrettyString() + "\n");
      }
      return 0;
    } catch (IOException | SegmenterException | IllegalArgumentException failure) {
      throw SubcommandException.failed(failure.getMessage(), failure);
    }
  }

  private ObjectNode benchmark(
      EvaluateOptions options,
      BenchLayout layout,
      Segmenter segmenter,
      PrintStream out,
      PrintStream err)
      throws IOException, SegmenterException, SubcommandException {
    BenchScore score =
        layout == BenchLayout.AVSS ? BenchScore.semantic(segmenter.info()) : BenchScore.objects();
    List<BenchClip> clips = layout.clips(options.folder(), options.split());
    if (clips.isEmpty()) {
      throw SubcommandException.failed(
          "the split '" + options.split() + "' of " + options.folder() + " has no clips.");
    }
    measure(clips, new ClipMarker(segmenter, priors), score, segmenter, err);
    score.print(out);
    return score.json();
  }

  private static void measure(
      List<BenchClip> clips,
      ClipMarker marker,
      BenchScore score,
      Segmenter segmenter,
      PrintStream err)
      throws IOException, SegmenterException {
    long total = clips.stream().mapToLong(clip -> clip.truth().size()).sum();
    long start = System.nanoTime();
    long done = 0;
    try (ProgressBar progress = new ProgressBar(err, Boolean.getBoolean("sonomask.terminal"))) {
      for (BenchClip clip : clips) {
        done += score.add(marker, clip, segmenter.info());
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        progress.show(
            (long) (done * NANOS_PER_SECOND),
            (long) (total * NANOS_PER_SECOND),
            done,
            done / seconds);
      }
    }
  }
}
