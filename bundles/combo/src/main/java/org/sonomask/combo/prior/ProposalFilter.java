// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sonomask.api.ProposalSource.Proposals;

/**
 * Which proposals are good enough for a maskige (combo section 3.2, step 1): those that the model
 * trusts, that hardly change when their threshold moves, and whose box no better one already has.
 *
 * @param leastScore of the predicted intersection over union, not reached itself
 * @param leastStability share of a mask at threshold −1 that is left at threshold +1
 * @param mostOverlap intersection over union of two boxes above which the worse one goes
 */
record ProposalFilter(double leastScore, double leastStability, double mostOverlap) {
  /** The published maskiges' values. */
  static final ProposalFilter PUBLISHED = new ProposalFilter(0.88, 0.92, 0.7);

  private static final float OFFSET = 1;

  /** The smallest rectangle around a mask; right and bottom lie outside. */
  private record Box(int left, int top, int right, int bottom) {
    double area() {
      return (double) Math.max(0, right - left) * Math.max(0, bottom - top);
    }

    double overlap(Box other) {
      double shared =
          new Box(
                  Math.max(left, other.left),
                  Math.max(top, other.top),
                  Math.min(right, other.right),
                  Math.min(bottom, other.bottom))
              .area();
      return shared / (area() + other.area() - shared);
    }
  }

  /** Numbers of the proposals that stay, best first. */
  List<Integer> kept(Proposals proposals) {
    List<Integer> best =
        IntStream.range(0, proposals.count())
            .filter(mask -> proposals.scores()[mask] > leastScore)
            .filter(mask -> stability(proposals, mask) >= leastStability)
            .boxed()
            .sorted(Comparator.comparing(mask -> -proposals.scores()[mask]))
            .toList();
    List<Integer> kept = new ArrayList<>();
    List<Box> boxes = new ArrayList<>();
    for (int mask : best) {
      Box box = box(proposals, mask);
      if (boxes.stream().noneMatch(other -> other.overlap(box) > mostOverlap)) {
        kept.add(mask);
        boxes.add(box);
      }
    }
    return kept;
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

  private static Box box(Proposals proposals, int mask) {
    int width = proposals.width();
    int pixels = width * proposals.height();
    int left = width;
    int top = proposals.height();
    int right = 0;
    int bottom = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      if (proposals.logits()[mask * pixels + pixel] > 0) {
        left = Math.min(left, pixel % width);
        right = Math.max(right, pixel % width + 1);
        top = Math.min(top, pixel / width);
        bottom = Math.max(bottom, pixel / width + 1);
      }
    }
    return new Box(left, top, right, bottom);
  }
}
