// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters.synchrony;

import java.util.Arrays;
import org.sonomask.api.MaskPieces;

/**
 * Finds figures with heads in masks. A piece is split where its skyline has a deep valley, as
 * between two people shoulder to shoulder. A head reaches from the top of a figure to where it
 * becomes much wider: the shoulders. Not thread-safe. Allocates nothing after construction.
 */
public final class Figures {
  /** Figures that are told apart; further ones stay as they are. */
  public static final int MOST = 8;

  private static final double VALLEY = 0.25;
  private static final double LEAST_WIDTH = 0.03;

  /** Of the width of its piece: a raised arm is nobody. */
  private static final double LEAST_SHARE = 0.2;

  private static final double SHOULDERS = 1.35;
  private static final double LEAST_HEAD = 0.25;
  private static final int LEAST_MOUTH = 3;

  // Where a mouth is within a head: more than half its width, the lower part of its height.
  private static final double MOUTH_ASIDE = 0.35;
  private static final double MOUTH_TOP = 0.6;
  private static final double MOUTH_BOTTOM = 0.95;

  private final int width;
  private final int height;
  private final int[] skyline;
  private final int[] widths;
  private final Figure[] figures = new Figure[MOST];
  private int count;

  /** For masks of one size. */
  public Figures(int width, int height) {
    this.width = width;
    this.height = height;
    skyline = new int[width];
    widths = new int[width + 1];
    for (int i = 0; i < MOST; i++) {
      figures[i] = new Figure();
    }
  }

  /** How many were found. */
  public int count() {
    return count;
  }

  /** One of them. */
  public Figure get(int number) {
    return figures[number];
  }

  /** Finds the figures in the pieces of one label. */
  public void find(MaskPieces pieces, int label) {
    count = 0;
    for (int piece = 0; piece < pieces.count(); piece++) {
      if (pieces.label(piece) == label) {
        split(pieces, piece);
      }
    }
  }

  private void split(MaskPieces pieces, int piece) {
    look(pieces, piece);
    int end = pieces.left(piece) + pieces.width(piece);
    int start = pieces.left(piece);
    double depth = VALLEY * pieces.height(piece);
    boolean rising = true;
    int extreme = start;
    for (int x = start; x < end; x++) {
      boolean further = rising ? skyline[x] < skyline[extreme] : skyline[x] > skyline[extreme];
      if (further) {
        extreme = x;
      } else if (Math.abs(skyline[x] - skyline[extreme]) > depth) {
        if (!rising) {
          add(pieces, piece, start, extreme);
          start = extreme;
        }
        rising = !rising;
        extreme = x;
      }
    }
    add(pieces, piece, start, end);
  }

  /** The first row of a piece in each of its columns. */
  private void look(MaskPieces pieces, int piece) {
    int left = pieces.left(piece);
    int bottom = pieces.top(piece) + pieces.height(piece);
    Arrays.fill(skyline, left, left + pieces.width(piece), bottom);
    for (int y = bottom - 1; y >= pieces.top(piece); y--) {
      for (int x = left; x < left + pieces.width(piece); x++) {
        if (pieces.at(y * width + x) == piece) {
          skyline[x] = y;
        }
      }
    }
  }

  private void add(MaskPieces pieces, int piece, int left, int right) {
    double least = Math.max(LEAST_WIDTH * width, LEAST_SHARE * pieces.width(piece));
    if (count == MOST || right - left < least) {
      return;
    }
    Figure figure = figures[count];
    figure.piece = piece;
    figure.left = left;
    figure.right = right;
    int top = height;
    for (int x = left; x < right; x++) {
      top = Math.min(top, skyline[x]);
    }
    if (findMouth(pieces, figure, top, pieces.top(piece) + pieces.height(piece))) {
      count++;
    }
  }

  /** Goes down from the top of the head to the shoulders, or to the bottom. */
  private boolean findMouth(MaskPieces pieces, Figure figure, int top, int bottom) {
    Arrays.fill(widths, 0);
    int rows = 0;
    int headWidth = 0;
    long centres = 0;
    int shoulders = bottom;
    for (int y = top; y < bottom; y++) {
      int across = 0;
      int sum = 0;
      for (int x = figure.left; x < figure.right; x++) {
        if (pieces.at(y * width + x) == figure.piece) {
          across++;
          sum += x;
        }
      }
      if (rows > LEAST_HEAD * (bottom - top) && across > SHOULDERS * headWidth) {
        shoulders = y;
        break;
      }
      widths[across]++;
      rows++;
      centres += across == 0 ? figure.left : sum / across;
      headWidth = upperQuartile(rows);
    }
    return place(figure, (int) (centres / Math.max(1, rows)), headWidth, top, shoulders);
  }

  private int upperQuartile(int rows) {
    int above = rows / 4;
    int across = width;
    for (int seen = widths[across]; seen <= above && across > 0; seen += widths[across]) {
      across--;
    }
    return across;
  }

  private boolean place(Figure figure, int centre, int headWidth, int top, int shoulders) {
    int head = shoulders - top;
    int aside = (int) Math.round(MOUTH_ASIDE * headWidth);
    figure.mouthLeft = Math.max(0, centre - aside);
    figure.mouthTop = top + (int) (MOUTH_TOP * head);
    figure.mouthWidth = Math.min(width, centre + aside) - figure.mouthLeft;
    figure.mouthHeight = top + (int) (MOUTH_BOTTOM * head) - figure.mouthTop;
    return figure.mouthWidth >= LEAST_MOUTH && figure.mouthHeight >= LEAST_MOUTH;
  }
}
