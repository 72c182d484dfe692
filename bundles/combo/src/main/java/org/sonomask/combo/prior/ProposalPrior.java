// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.ProposalSource;
import org.sonomask.api.ProposalSource.Proposals;

/**
 * The prior that the paper uses: a maskige of a segment-anything model's proposals. There is one as
 * soon as there is a model, and then it goes before the live prior. It takes as long as the model
 * takes.
 */
@Component(property = "service.ranking:Integer=100")
public final class ProposalPrior implements PriorProvider {
  private final ProposalSource source;

  @Activate
  public ProposalPrior(@Reference ProposalSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Instance open(int width, int height) {
    return (frame, frameOffset, prior, priorOffset) -> {
      Proposals proposals = source.propose(frame, frameOffset, width, height);
      List<boolean[]> masks = new ArrayList<>();
      for (int mask : ProposalFilter.PUBLISHED.kept(proposals)) {
        masks.add(enlarged(proposals, mask, width, height));
      }
      List<boolean[]> tidied = ProposalFilter.PUBLISHED.tidied(masks, width, height);
      byte[] map = ProposalMerge.merge(tidied, width * height);
      prior.put(priorOffset, map);
    };
  }

  /** The mask at the picture's size, by the nearest pixel. */
  private static boolean[] enlarged(Proposals proposals, int mask, int width, int height) {
    int start = mask * proposals.width() * proposals.height();
    boolean[] inside = new boolean[width * height];
    for (int pixel = 0; pixel < inside.length; pixel++) {
      int row = pixel / width * proposals.height() / height;
      int column = pixel % width * proposals.width() / width;
      inside[pixel] = proposals.logits()[start + row * proposals.width() + column] > 0;
    }
    return inside;
  }
}
