// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sonomask.api.ProposalSource.Proposals;

/**
 * Which proposals are good enough for a maskige (combo section 3.2, step 1): those that the model
 * trusts, that hardly change when their threshold moves, and whose box no better one already has,
 * with tidy masks.
 *
 * @param leastScore of the predicted intersection over union, not reached itself
 * @param leastStability share of a mask at threshold −1 that is left at threshold +1
 * @param mostOverlap intersection over union of two boxes above which the worse one goes
 * @param leastRegion pixels of a hole or a region of a mask that stays
 */
record ProposalFilter(
    double leastScore, double leastStability, double mostOverlap, int leastRegion) {
  /** The published maskiges' values. */
  static final ProposalFilter PUBLISHED = new ProposalFilter(0.88, 0.92, 0.7, 10);

  private static final float OFFSET = 1;

  /** Numbers of the proposals that stay, best first. */
  List<Integer> kept(Proposals proposals) {
    List<Integer> best =
        IntStream.range(0, proposals.count())
            .filter(mask -> proposals.scores()[mask] > leastScore)
            .filter(mask -> stability(proposals, mask) >= leastStability)
            .boxed()
            .sorted(Comparator.comparing(mask -> -proposals.scores()[mask]))
            .toList();
    return MaskBox.distinct(best, mask -> box(proposals, mask), mostOverlap);
  }

  /**
   * Tidies the masks of proposals that stay; masks that became alike by it go, changed ones first.
   *
   * @param masks best first, each of {@code width} times {@code height} pixels
   */
  List<boolean[]> tidied(List<boolean[]> masks, int width, int height) {
    List<Integer> unchanged = new ArrayList<>();
    List<Integer> changed = new ArrayList<>();
    for (int mask = 0; mask < masks.size(); mask++) {
      boolean different = SmallRegions.tidy(masks.get(mask), width, height, leastRegion);
      (different ? changed : unchanged).add(mask);
    }
    unchanged.addAll(changed);
    return MaskBox.distinct(
            unchanged,
            mask -> MaskBox.around(width, height, pixel -> masks.get(mask)[pixel]),
            mostOverlap)
        .stream()
        .map(masks::get)
        .toList();
  }

  /** A mask that is empty even at the lower threshold is not stable. */
  private static double stability(Proposals proposals, int mask) {
    int pixels = proposals.width() * proposals.height();
    int strict = 0;
    int loose = 0;
    for (int at = mask * pixels; at < (mask + 1) * pixels; at++) {
      float logit = proposals.logits()[at];
      strict += logit > OFFSET ? 1 : 0;
      loose += logit > -OFFSET ? 1 : 0;
    }
    return loose == 0 ? 0 : (double) strict / loose;
  }

  private static MaskBox box(Proposals proposals, int mask) {
    int start = mask * proposals.width() * proposals.height();
    return MaskBox.around(
        proposals.width(), proposals.height(), pixel -> proposals.logits()[start + pixel] > 0);
  }
}
