// SPDX-License-Identifier: Apache-2.0
package org.sonomask.synchronybench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonomask.api.SegmenterException;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.OnnxSegmenter;
import org.sonomask.evaluation.Marks;
import org.sonomask.evaluation.ModelMarker;
import org.sonomask.filters.SynchronyFilter;

/**
 * Measures how often only the one who talks is marked, by the model alone and with the synchrony
 * filter. Arguments: the folder of the clips, the model, the file for the report, names of people
 * whom nobody knew while the filter was made, and names of those it was made with; both separated
 * by commas.
 */
public final class SynchronyBench {
  private final Watching watching;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  private SynchronyBench(ModelMarker model) {
    watching = new Watching(model);
  }

  /** Runs. */
  public static void main(String[] arguments) throws IOException, SegmenterException {
    if (arguments.length != 5) {
      throw new IllegalArgumentException("give CLIPS MODEL REPORT NEW,NEW KNOWN,KNOWN");
    }
    Path clips = Path.of(arguments[0]);
    Path file = Path.of(arguments[1]);
    List<Talker> strangers = talkers(clips, arguments[3]);
    List<Talker> known = talkers(clips, arguments[4]);
    try (ModelMarker model =
        new ModelMarker(file.toString(), OnnxSegmenter.open(file, new EngineOptions(0, 8)))) {
      SynchronyBench bench = new SynchronyBench(model);
      for (Conversation.Other other : Conversation.Other.values()) {
        bench.measure("two new people", strangers, strangers, other);
        bench.measure("one new, one known", strangers, known, other);
      }
      String page = bench.page(model.info().model() + " " + model.info().version());
      Files.writeString(Path.of(arguments[2]), page);
      System.out.print(page);
    }
  }

  private static List<Talker> talkers(Path clips, String names) throws IOException {
    List<Talker> talkers = new ArrayList<>();
    for (String name : names.split(",")) {
      talkers.add(Talker.of(clips.resolve(name + ".mpg")));
    }
    return talkers;
  }

  /** All pairs on both sides; who begins alternates. */
  private void measure(String who, List<Talker> some, List<Talker> others, Conversation.Other other)
      throws SegmenterException {
    boolean leftFirst = true;
    for (Talker one : some) {
      for (Talker two : others) {
        if (one != two) {
          add(who, new Conversation(one, two, leftFirst, other));
          add(who, new Conversation(two, one, leftFirst, other));
          leftFirst = !leftFirst;
        }
      }
      leftFirst = !leftFirst;
    }
  }

  private void add(String who, Conversation conversation) throws SegmenterException {
    Marks marks = watching.ask(conversation);
    String row =
        who + " | " + conversation.other().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    tally(row + " | model").add(conversation, watching.filter(conversation, marks, List.of()));
    tally(row + " | with synchrony")
        .add(conversation, watching.filter(conversation, marks, List.of(new SynchronyFilter())));
    System.err.println(
        row + ": " + conversation.left().name() + ", " + conversation.right().name());
  }

  private Tally tally(String row) {
    return tallies.computeIfAbsent(row, name -> new Tally());
  }

  private String page(String model) {
    StringBuilder page = new StringBuilder();
    page.append(
        String.format(
            Locale.ROOT,
            """
            # Who talks: audio-visual synchrony

            `ci/bench-synchrony`, %s, model %s.

            Two people of the GRID corpus side by side take turns of three seconds. The other one
            listens (shows the moment before talking, to and fro), or mouths another sentence that is
            not heard, without and with white noise 10 dB below the voice. The model sees five
            frames a second, the filter the lips in all 25. Counted are the moments of inference
            from 1.6 s after the start of a turn on: right if the talker is marked and the other one
            has less than a quarter of as many pixels, wrong the other way round, both otherwise.
            A turn is right if most of its moments are. Constants were chosen on known people only,
            but for two things: which signals to compare was looked up once with all eight, and what
            motion counts by itself was set after the film of samples/conference-focus, in which the
            two new ones listen to each other. The interval is 95 %%, from drawing conversations again and again; they
            share people, so the truth is wider.

            | people | other | masks | conversations | moments | right | interval | wrong | turns right | M_J |
            |---|---|---|---|---|---|---|---|---|---|
            """,
            LocalDate.now(),
            model));
    tallies.forEach((row, tally) -> page.append(row(row, tally)));
    return page.toString();
  }

  private static String row(String name, Tally tally) {
    double[] interval = tally.interval();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.3f | %.3f to %.3f | %.3f | %.3f of %d | %.3f |%n",
        name,
        tally.conversations(),
        tally.moments(),
        tally.right(),
        interval[0],
        interval[1],
        tally.wrong(),
        tally.turnsRight(),
        tally.turns(),
        tally.jaccard());
  }
}
