// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskMotion;
import org.sonomask.api.MaskPieces;
import org.sonomask.api.MaskStep;
import org.sonomask.api.Region;

/** The objects of one stream: where each was seen last, moved with the picture. */
final class Tracks implements MaskFilter.Instance {
  private static final int MOST = 64;

  /** A piece that may continue a track. */
  private record Match(int piece, int track, double iou) {}

  private final double leastIou;
  private final long memory;

  /** Number of the track that each pixel belonged to last, 0 for none. */
  private final int[] trackOf;

  private final int[] before;

  /** Numbers of the tracks that are remembered, and when they were seen. */
  private final int[] numbers = new int[MOST];

  private final long[] seen = new long[MOST];
  private int count;
  private int lastNumber;

  /**
   * Starts without any.
   *
   * @param leastIou from which on a piece continues a track
   * @param memory ns that a track without a piece is remembered
   */
  Tracks(int pixels, double leastIou, long memory) {
    this.leastIou = leastIou;
    this.memory = memory;
    trackOf = new int[pixels];
    before = new int[pixels];
  }

  @Override
  public void apply(MaskStep step) {}

  @Override
  public void reset() {
    count = 0;
  }

  @Override
  public List<Region> regions(MaskStep step, List<Region> regions) {
    MaskMotion motion = count == 0 ? null : step.motion();
    if (motion == null) {
      count = 0;
      Arrays.fill(before, 0);
    } else {
      motion.move(trackOf, before);
    }
    forget(step.runningTime());
    MaskPieces pieces = step.pieces();
    int[] pieceOf = pieces(pieces, regions);
    int[] numberOf = continued(pieces, pieceOf);
    Arrays.stream(pieceOf)
        .filter(piece -> piece >= 0 && numberOf[piece] == 0)
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer piece) -> -pieces.area(piece)).thenComparing(p -> p))
        .forEach(piece -> numberOf[piece] = ++lastNumber);
    remember(numberOf, step.runningTime());
    draw(pieces, numberOf);
    List<Region> numbered = new ArrayList<>();
    for (int i = 0; i < pieceOf.length; i++) {
      numbered.add(regions.get(i).withTrack(pieceOf[i] < 0 ? 0 : numberOf[pieceOf[i]]));
    }
    return numbered;
  }

  private void forget(long now) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (now - seen[i] <= memory) {
        numbers[kept] = numbers[i];
        seen[kept++] = seen[i];
      }
    }
    count = kept;
  }

  /** The piece of each region; -1 for a region of no piece. */
  private static int[] pieces(MaskPieces pieces, List<Region> regions) {
    int[] pieceOf = new int[regions.size()];
    boolean[] taken = new boolean[pieces.count()];
    Arrays.fill(pieceOf, -1);
    for (int i = 0; i < pieceOf.length; i++) {
      for (int piece = 0; piece < taken.length && pieceOf[i] < 0; piece++) {
        if (!taken[piece] && isSame(pieces, piece, regions.get(i))) {
          taken[piece] = true;
          pieceOf[i] = piece;
        }
      }
    }
    return pieceOf;
  }

  private static boolean isSame(MaskPieces pieces, int piece, Region region) {
    return pieces.label(piece) == region.label()
        && pieces.area(piece) == region.area()
        && pieces.left(piece) == region.x()
        && pieces.top(piece) == region.y()
        && pieces.width(piece) == region.width()
        && pieces.height(piece) == region.height();
  }

  /** Tracks by piece, 0 for none: the best match first, so that the order of regions is nothing. */
  private int[] continued(MaskPieces pieces, int[] pieceOf) {
    int[] overlap = new int[pieces.count() * count];
    int[] area = new int[count];
    for (int i = 0; i < before.length; i++) {
      int track = index(before[i]);
      if (track >= 0) {
        area[track]++;
        overlap[pieces.at(i) * count + track]++;
      }
    }
    List<Match> matches = new ArrayList<>();
    for (int piece : pieceOf) {
      for (int track = 0; piece >= 0 && track < count; track++) {
        int both = overlap[piece * count + track];
        double iou = (double) both / (pieces.area(piece) + area[track] - both);
        if (both > 0 && iou >= leastIou) {
          matches.add(new Match(piece, track, iou));
        }
      }
    }
    matches.sort(
        Comparator.comparingDouble((Match match) -> -match.iou).thenComparingInt(Match::piece));
    int[] numberOf = new int[pieces.count()];
    boolean[] taken = new boolean[count];
    for (Match match : matches) {
      if (numberOf[match.piece] == 0 && !taken[match.track]) {
        numberOf[match.piece] = numbers[match.track];
        taken[match.track] = true;
      }
    }
    return numberOf;
  }

  private int index(int number) {
    for (int i = 0; number != 0 && i < count; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    return -1;
  }

  private void remember(int[] numberOf, long now) {
    for (int number : numberOf) {
      int known = index(number);
      if (known >= 0) {
        seen[known] = now;
      } else if (number != 0) {
        add(number, now);
      }
    }
  }

  /** Where too many are remembered, in place of the one not seen for longest. */
  private void add(int number, long now) {
    int at = count;
    if (count < MOST) {
      count++;
    } else {
      at = longestUnseen();
      if (seen[at] == now) {
        return;
      }
    }
    numbers[at] = number;
    seen[at] = now;
  }

  private int longestUnseen() {
    int oldest = 0;
    for (int i = 1; i < count; i++) {
      oldest = seen[i] < seen[oldest] ? i : oldest;
    }
    return oldest;
  }

  /** What is not seen now stays where it was, unless something else is there. */
  private void draw(MaskPieces pieces, int[] numberOf) {
    boolean[] visible = new boolean[count];
    for (int number : numberOf) {
      int known = index(number);
      if (known >= 0) {
        visible[known] = true;
      }
    }
    for (int i = 0; i < trackOf.length; i++) {
      int now = numberOf[pieces.at(i)];
      int known = index(before[i]);
      trackOf[i] = now != 0 ? now : known >= 0 && !visible[known] ? before[i] : 0;
    }
  }
}
