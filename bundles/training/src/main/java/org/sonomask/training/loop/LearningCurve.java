// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The curve of a run: a line of {@code curve.csv} for every report, and {@code curve.png}. */
public final class LearningCurve {
  private static final String HEADER =
      "iteration,seconds,rate,total,class,mask,dice,consistency,heard,seen,gradient,mj_single,mj_multi";

  private final Path csv;
  private final Path png;
  private final List<double[]> rows = new ArrayList<>();

  /**
   * The curve in a run's folder; goes on with what is there.
   *
   * @param iteration where the run goes on; later rows are dropped
   */
  LearningCurve(Path folder, long iteration) throws IOException {
    this.csv = folder.resolve("curve.csv");
    this.png = folder.resolve("curve.png");
    if (iteration > 0 && Files.isRegularFile(csv)) {
      for (String line : Files.readAllLines(csv)) {
        if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
          double[] row = parse(line);
          if (row[0] <= iteration) {
            rows.add(row);
          }
        }
      }
    }
    List<String> kept = new ArrayList<>(List.of(HEADER));
    rows.forEach(row -> kept.add(line(row)));
    Files.write(csv, kept);
  }

  /**
   * Draws {@code curve.png} of a run's folder anew.
   *
   * @throws IOException if the folder has no {@code curve.csv}
   */
  public static void redraw(Path folder) throws IOException {
    if (!Files.isRegularFile(folder.resolve("curve.csv"))) {
      throw new IOException("There is no curve.csv in " + folder + ": name the folder of a run.");
    }
    new LearningCurve(folder, Long.MAX_VALUE).draw();
  }

  /** Adds a row in the header's order; NaN where nothing was measured. */
  void add(double... row) throws IOException {
    rows.add(row);
    Files.writeString(csv, line(row) + "\n", StandardOpenOption.APPEND);
  }

  /** Draws losses and validation M_J over iterations. */
  void draw() throws IOException {
    new CurvePicture(rows).write(png);
  }

  private static double[] parse(String line) {
    String[] cells = line.split(",", -1);
    double[] row = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]);
    }
    return row;
  }

  private static String line(double[] row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      line.append(i == 0 ? "" : ",");
      if (i == 0) {
        line.append((long) row[i]);
      } else if (!Double.isNaN(row[i])) {
        line.append(String.format(Locale.ROOT, "%.6g", row[i]));
      }
    }
    return line.toString();
  }
}
