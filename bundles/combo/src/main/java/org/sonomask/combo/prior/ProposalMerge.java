// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Merges proposal masks of a segment-anything model to one index map (combo section 3.2, step 2):
 * the smallest mask is 1 and lies on top, larger ones follow below; 0 is what none covers.
 */
public final class ProposalMerge {
  private static final int MOST = 255;

  private ProposalMerge() {}

  /**
   * Merges.
   *
   * @param masks each with one element per pixel; more than 255 are cut off at the large end
   * @param pixels of the picture
   * @return uint8 index map
   */
  public static byte[] merge(List<boolean[]> masks, int pixels) {
    byte[] map = new byte[pixels];
    List<boolean[]> ascending =
        masks.stream().sorted(Comparator.comparingInt(ProposalMerge::area)).limit(MOST).toList();
    for (int index = 1; index <= ascending.size(); index++) {
      boolean[] mask = ascending.get(index - 1);
      if (mask.length != pixels) {
        throw new IllegalArgumentException(
            "a mask of " + mask.length + " pixels does not fit a picture of " + pixels);
      }
      for (int pixel = 0; pixel < pixels; pixel++) {
        if (mask[pixel] && map[pixel] == 0) {
          map[pixel] = (byte) index;
        }
      }
    }
    return map;
  }

  private static int area(boolean[] mask) {
    return (int) IntStream.range(0, mask.length).filter(pixel -> mask[pixel]).count();
  }
}
