// SPDX-License-Identifier: Apache-2.0
package org.sonomask.shell.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command answers: rows that scripts can take, and that people see as columns.
 *
 * @param columns their names
 * @param rows each as long as the columns
 */
public record Table(List<String> columns, List<List<String>> rows) {
  private static final String GAP = "  ";

  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** An empty table to be filled. */
  static Table of(String... columns) {
    return new Table(List.of(columns), List.of());
  }

  /** The same table with one row more. */
  Table with(Object... cells) {
    List<List<String>> more = new ArrayList<>(rows);
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    more.add(row);
    return new Table(columns, more);
  }

  @Override
  public String toString() {
    int[] widths = columns.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(line(columns, widths));
    rows.forEach(row -> text.append('\n').append(line(row, widths)));
    return text.toString();
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String gap = i == 0 ? "" : GAP;
      line.append(gap).append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length()));
    }
    return line.toString().stripTrailing();
  }
}
