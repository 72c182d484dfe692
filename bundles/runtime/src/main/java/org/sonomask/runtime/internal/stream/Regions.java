// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sonomask.api.MaskPieces;
import org.sonomask.api.Region;
import org.sonomask.api.SegmenterInfo;

/** Tells the sounding objects of a mask from its pieces. Specks are left out. */
final class Regions {
  private static final int MOST = 64;
  // A 2000th of the picture: 5 x 5 pixels of 224 x 224.
  private static final int SPECKS_PER_PICTURE = 2000;
  private static final Comparator<Region> LARGEST_FIRST =
      Comparator.comparingInt(Region::area).reversed();

  private final SegmenterInfo info;
  private final int smallest;

  Regions(SegmenterInfo info) {
    this.info = info;
    smallest = Math.max(1, info.pixels() / SPECKS_PER_PICTURE);
  }

  /** The regions of a mask, largest first. */
  List<Region> of(MaskPieces pieces) {
    List<Region> regions = new ArrayList<>();
    for (int piece = 0; piece < pieces.count(); piece++) {
      if (pieces.label(piece) != 0 && pieces.area(piece) >= smallest) {
        regions.add(region(pieces, piece));
      }
    }
    regions.sort(LARGEST_FIRST);
    return regions.size() > MOST ? regions.subList(0, MOST) : regions;
  }

  private Region region(MaskPieces pieces, int piece) {
    int label = pieces.label(piece);
    return new Region(
        label,
        info.classes().get(label),
        pieces.score(piece),
        pieces.left(piece),
        pieces.top(piece),
        pieces.width(piece),
        pieces.height(piece),
        pieces.area(piece));
  }
}
