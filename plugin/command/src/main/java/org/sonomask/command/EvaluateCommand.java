// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.combo.data.BenchClip;
import org.sonomask.combo.data.BenchLayout;
import org.sonomask.evaluation.BenchScore;
import org.sonomask.evaluation.BenchSet;
import org.sonomask.evaluation.ComposedSets;
import org.sonomask.evaluation.Marker;
import org.sonomask.evaluation.ScoreTable;
import org.sonomask.evaluation.SetScore;
import org.sonomask.evaluation.Steadiness;
import org.sonomask.evaluation.Steps;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask evaluate}: how good models are on a set of clips. */
@Component
public final class EvaluateCommand implements Subcommand {
  private static final int FAILURES = 8;

  private final SegmenterLoader loader;
  private final PriorProvider priors;
  private final List<MaskFilter> filters;

  /** Made by Declarative Services. */
  @Activate
  public EvaluateCommand(
      @Reference SegmenterLoader loader,
      @Reference PriorProvider priors,
      @Reference(cardinality = ReferenceCardinality.MULTIPLE)
          List<Map.Entry<Map<String, Object>, MaskFilter>> filters) {
    this.loader = loader;
    this.priors = priors;
    this.filters = inOrder(filters);
  }

  /** The highest ranking first, as in streams; Declarative Services promise no order. */
  static List<MaskFilter> inOrder(List<Map.Entry<Map<String, Object>, MaskFilter>> filters) {
    return filters.stream()
        .sorted(
            Comparator.comparing(
                filter -> ranking(filter.getKey()), Comparator.<Integer>reverseOrder()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
  }

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "Measure models on AVSBench or on composed clips";
  }

  @Override
  public String usage() {
    return EvaluateOptions.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException, InterruptedException {
    EvaluateOptions options = EvaluateOptions.parse(arguments);
    try (Contestants contestants = Contestants.of(options, loader);
        ProgressBar progress = new ProgressBar(err, Boolean.getBoolean("sonomask.terminal"))) {
      Steps steps = new TimedSteps(progress);
      Optional<BenchLayout> layout = options.layout();
      FigureFile figures =
          layout.isPresent()
              ? benchmark(options, layout.get(), contestants, steps, out)
              : composed(options, contestants, steps, out);
      if (options.json().isPresent()) {
        figures.write(options.json().get());
      }
      return 0;
    } catch (IOException | SegmenterException | IllegalArgumentException failure) {
      throw SubcommandException.failed(failure.getMessage(), failure);
    }
  }

  private FigureFile composed(
      EvaluateOptions options, Contestants contestants, Steps steps, PrintStream out)
      throws IOException, SegmenterException, InterruptedException {
    contestants.requireSize();
    FigureFile figures = new FigureFile(contestants.names());
    figures.about(contestants.first().info(), options.folder());
    if (options.clips() > 0) {
      ComposedSets sets = new ComposedSets(options.folder(), priors);
      Map<String, List<SetScore>> scores =
          sets.measure(contestants.markers(), options.clips(), steps);
      new ScoreTable(contestants.names(), scores).print(out);
      scores.forEach((set, row) -> figures.add(set, row.stream().map(SetScore::json).toList()));
      if (options.failures().isPresent()) {
        drawFailures(sets, contestants.markers().get(0), scores, options.failures().get());
      }
    }
    if (options.films() > 0) {
      ObjectNode steadiness =
          new Steadiness(options.folder(), priors, filters, options.smoothing())
              .measure(contestants.models(), options.films(), steps);
      out.println("\nsteadiness " + steadiness.toPrettyString());
      figures.add("steadiness", steadiness);
    }
    return figures;
  }

  private static void drawFailures(
      ComposedSets sets, Marker marker, Map<String, List<SetScore>> scores, Path file)
      throws IOException, SegmenterException {
    Map<String, SetScore> first = new LinkedHashMap<>();
    scores.forEach((set, row) -> first.put(set, row.get(0)));
    ImageIO.write(sets.failures(marker, first, FAILURES), "jpeg", file.toFile());
  }

  private FigureFile benchmark(
      EvaluateOptions options,
      BenchLayout layout,
      Contestants contestants,
      Steps steps,
      PrintStream out)
      throws IOException, SegmenterException, SubcommandException, InterruptedException {
    List<BenchClip> clips = layout.clips(options.folder(), options.split());
    if (clips.isEmpty()) {
      throw SubcommandException.failed(
          "the split '" + options.split() + "' of " + options.folder() + " has no clips.");
    }
    List<BenchScore> scores = new ArrayList<>();
    for (Marker marker : contestants.markers()) {
      scores.add(
          layout == BenchLayout.AVSS
              ? BenchScore.semantic(marker.classes())
              : BenchScore.objects());
    }
    SegmenterInfo info = contestants.first().info();
    new BenchSet(clips, info.width(), info.height(), priors)
        .measure(contestants.markers(), scores, steps);
    FigureFile figures = new FigureFile(contestants.names());
    for (int i = 0; i < scores.size(); i++) {
      if (scores.size() > 1) {
        out.println(contestants.names().get(i));
      }
      scores.get(i).print(out);
    }
    figures.addAll(scores.stream().map(BenchScore::json).toList());
    return figures;
  }
}
