// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scores as tables for people: a column a marker, a row a set. */
public final class ScoreTable {
  private final List<String> markers;
  private final Map<String, List<SetScore>> scores;

  /**
   * A table.
   *
   * @param markers names of the columns
   * @param scores by set, in the markers' order
   */
  public ScoreTable(List<String> markers, Map<String, List<SetScore>> scores) {
    this.markers = List.copyOf(markers);
    this.scores = new LinkedHashMap<>(scores);
  }

  /**
   * Prints the sets of all markers, the lead of the first over each other one with its 95 %
   * interval, then the classes of the first.
   */
  public void print(PrintStream out) {
    for (String marker : markers) {
      int column = markers.indexOf(marker);
      out.printf(Locale.ROOT, "%s%n", marker);
      scores.forEach((set, row) -> out.println("  " + line(set, row.get(column))));
    }
    if (markers.size() > 1) {
      printCells(out, "M_J", row -> row.stream().map(score -> number(score.jaccard())).toList());
      printCells(
          out,
          "Lead in M_J of " + markers.get(0),
          row -> row.stream().map(score -> lead(row.get(0), score)).toList());
    }
    printClasses(out);
  }

  private void printCells(
      PrintStream out, String title, Function<List<SetScore>, List<String>> cells) {
    out.println("\n" + title);
    out.println(row("", markers));
    scores.forEach((set, row) -> out.println(row(set, cells.apply(row))));
  }

  private static String lead(SetScore first, SetScore other) {
    if (first == other) {
      return "–";
    }
    double[] interval = first.intervalOfLead(other);
    double lead = first.jaccard() - other.jaccard();
    return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", lead, interval[0], interval[1]);
  }

  private static String line(String set, SetScore score) {
    double[] interval = score.interval();
    return String.format(
        Locale.ROOT,
        "%-24s M_J %.3f (%.3f to %.3f)  M_F %.3f  false area %.4f  (%d clips)",
        set,
        score.jaccard(),
        interval[0],
        interval[1],
        score.measure(),
        score.falseArea(),
        score.clips());
  }

  private void printClasses(PrintStream out) {
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    scores.forEach(
        (set, row) ->
            row.get(0)
                .classes()
                .forEach(
                    score ->
                        cells
                            .computeIfAbsent(score.name(), name -> new LinkedHashMap<>())
                            .put(set, number(score.jaccard()) + " (" + score.clips() + ")")));
    out.println("\nM_J by class, " + markers.get(0));
    List<String> sets = List.copyOf(scores.keySet());
    out.println(row("", sets));
    cells.forEach(
        (name, bySet) ->
            out.println(
                row(name, sets.stream().map(set -> bySet.getOrDefault(set, "–")).toList())));
  }

  private static String row(String first, List<String> cells) {
    return String.format(Locale.ROOT, "%-24s", first)
        + cells.stream()
            .map(cell -> String.format(Locale.ROOT, " %-24s", cell))
            .collect(Collectors.joining());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
