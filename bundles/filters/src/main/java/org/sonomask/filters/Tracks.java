// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskMotion;
import org.sonomask.api.MaskPieces;
import org.sonomask.api.MaskStep;
import org.sonomask.api.Region;

/**
 * The objects of one stream: where each was seen last, moved with the picture. Allocates nothing
 * but the regions that it gives back, once it has seen as many regions and pieces as there are.
 */
final class Tracks implements MaskFilter.Instance {
  private static final int MOST = 64;

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

  // What is known of the regions of the mask at hand.
  private int regionCount;
  private int[] pieceOf = new int[0];
  private int[] numberOf = new int[0];

  /** Pixels that a region shares with a track, by region and track. */
  private int[] overlap = new int[0];

  /** The region of each piece, -1 for none. */
  private int[] regionOf = new int[0];

  /** Pixels of each track before. */
  private final int[] area = new int[MOST];

  /** Whether a track goes on in this mask. */
  private final boolean[] visible = new boolean[MOST];

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
    begin(regions.size(), pieces.count());
    find(pieces, regions);
    goOn(pieces);
    start(pieces);
    remember(pieces, step.runningTime());
    draw(pieces);
    List<Region> numbered = new ArrayList<>(regionCount);
    for (int i = 0; i < regionCount; i++) {
      numbered.add(regions.get(i).withTrack(numberOf[i]));
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

  private void begin(int regions, int pieces) {
    if (pieceOf.length < regions) {
      pieceOf = new int[2 * regions];
      numberOf = new int[2 * regions];
      overlap = new int[2 * regions * MOST];
    }
    if (regionOf.length < pieces) {
      regionOf = new int[2 * pieces];
    }
    regionCount = regions;
    Arrays.fill(pieceOf, 0, regions, -1);
    Arrays.fill(numberOf, 0, regions, 0);
    Arrays.fill(overlap, 0, regions * MOST, 0);
    Arrays.fill(regionOf, 0, pieces, -1);
    Arrays.fill(area, 0);
    Arrays.fill(visible, false);
  }

  /** Finds the piece of each region; a region may have none. */
  private void find(MaskPieces pieces, List<Region> regions) {
    for (int i = 0; i < regionCount; i++) {
      for (int piece = 0; piece < pieces.count() && pieceOf[i] < 0; piece++) {
        if (regionOf[piece] < 0 && isSame(pieces, piece, regions.get(i))) {
          regionOf[piece] = i;
          pieceOf[i] = piece;
        }
      }
    }
  }

  private static boolean isSame(MaskPieces pieces, int piece, Region region) {
    return pieces.label(piece) == region.label()
        && pieces.area(piece) == region.area()
        && pieces.left(piece) == region.x()
        && pieces.top(piece) == region.y()
        && pieces.width(piece) == region.width()
        && pieces.height(piece) == region.height();
  }

  /**
   * Lets regions continue tracks: the best match first, so that the order of regions is nothing.
   */
  private void goOn(MaskPieces pieces) {
    for (int i = 0; i < before.length; i++) {
      int track = index(before[i]);
      if (track >= 0) {
        area[track]++;
        int region = regionOf[pieces.at(i)];
        if (region >= 0) {
          overlap[region * MOST + track]++;
        }
      }
    }
    for (int at = bestMatch(pieces); at >= 0; at = bestMatch(pieces)) {
      numberOf[at / MOST] = numbers[at % MOST];
      visible[at % MOST] = true;
    }
  }

  /**
   * The region and track that match best among those without each other, of equals the one with the
   * first piece.
   *
   * @return index into the overlaps, or -1
   */
  private int bestMatch(MaskPieces pieces) {
    int best = -1;
    double bestIou = 0;
    for (int region = 0; region < regionCount; region++) {
      for (int track = 0; track < count; track++) {
        int at = region * MOST + track;
        if (overlap[at] > 0 && numberOf[region] == 0 && !visible[track]) {
          int all = pieces.area(pieceOf[region]) + area[track] - overlap[at];
          double iou = (double) overlap[at] / all;
          boolean first = best >= 0 && pieceOf[region] < pieceOf[best / MOST];
          if (iou >= leastIou && (iou > bestIou || iou == bestIou && first)) {
            best = at;
            bestIou = iou;
          }
        }
      }
    }
    return best;
  }

  /** Numbers the regions that continue no track: the largest first, of equals the first piece. */
  private void start(MaskPieces pieces) {
    for (int region = largestNew(pieces); region >= 0; region = largestNew(pieces)) {
      numberOf[region] = ++lastNumber;
    }
  }

  private int largestNew(MaskPieces pieces) {
    int largest = -1;
    for (int region = 0; region < regionCount; region++) {
      if (pieceOf[region] >= 0 && numberOf[region] == 0) {
        int more = largest < 0 ? 1 : pieces.area(pieceOf[region]) - pieces.area(pieceOf[largest]);
        if (more > 0 || more == 0 && pieceOf[region] < pieceOf[largest]) {
          largest = region;
        }
      }
    }
    return largest;
  }

  private int index(int number) {
    for (int i = 0; number != 0 && i < count; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    return -1;
  }

  /** By piece, so that the order of regions does not tell which tracks are forgotten. */
  private void remember(MaskPieces pieces, long now) {
    for (int piece = 0; piece < pieces.count(); piece++) {
      int number = number(piece);
      int known = index(number);
      if (known >= 0) {
        seen[known] = now;
      } else if (number != 0) {
        add(number, now);
      }
    }
  }

  /** The number of the track that a piece belongs to, 0 for none. */
  private int number(int piece) {
    return regionOf[piece] < 0 ? 0 : numberOf[regionOf[piece]];
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
  private void draw(MaskPieces pieces) {
    Arrays.fill(visible, false);
    for (int region = 0; region < regionCount; region++) {
      int known = index(numberOf[region]);
      if (known >= 0) {
        visible[known] = true;
      }
    }
    for (int i = 0; i < trackOf.length; i++) {
      int now = number(pieces.at(i));
      int known = index(before[i]);
      trackOf[i] = now != 0 ? now : known >= 0 && !visible[known] ? before[i] : 0;
    }
  }
}
