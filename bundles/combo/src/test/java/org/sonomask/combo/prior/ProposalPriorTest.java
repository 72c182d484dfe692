// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.api.ProposalSource;
import org.sonomask.api.ProposalSource.Proposals;

class ProposalPriorTest {
  private static final float IN = 5;
  private static final float OUT = -5;

  @Test
  void onlyTrustedProposalsStay() {
    assertEquals(List.of(1), kept(new float[] {0.88f, 0.89f}, "##..", "..##"));
  }

  @Test
  void proposalsThatDependOnTheirThresholdGo() {
    assertEquals(List.of(1), kept(new float[] {0.95f, 0.95f, 0.95f}, "#~..", "..##", "...."));
  }

  @Test
  void ofProposalsWithOneBoxTheBestStays() {
    assertEquals(List.of(1, 2), kept(new float[] {0.9f, 0.95f, 0.91f}, "###.", "#.#.", "#..."));
  }

  @Test
  void proposalsBecomeAMaskigeOfThePicturesSize() {
    ProposalSource source = source(proposals(new float[] {0.95f, 0.9f}, "###.", "...#"));
    byte[] wanted = new byte[1 + 8 * 6];
    for (int pixel = 0; pixel < 48; pixel++) {
      wanted[1 + pixel] = (byte) (pixel % 8 < 6 ? 2 : 1);
    }
    ByteBuffer prior = ByteBuffer.allocate(wanted.length);
    new ProposalPrior(source).open(8, 6).prior(ByteBuffer.allocate(3 * 48), 0, prior, 1);
    assertArrayEquals(wanted, prior.array());
  }

  @Test
  void proposalsThatDoNotFitTheirSizeAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Proposals(1, 2, 2, new float[3], new float[1]));
  }

  @Test
  void proposalsThatAreAlikeOnceTidiedAreOneAndTheUntouchedStays() {
    boolean[] speckled = mask("########..", "########..", ".........#");
    boolean[] clean = mask("########..", "########..", "..........");
    List<boolean[]> tidied = ProposalFilter.PUBLISHED.tidied(List.of(speckled, clean), 10, 3);
    assertEquals(1, tidied.size());
    assertSame(clean, tidied.get(0));
  }

  private static boolean[] mask(String... rows) {
    return SmallRegionsTest.mask(rows);
  }

  private static List<Integer> kept(float[] scores, String... rows) {
    return ProposalFilter.PUBLISHED.kept(proposals(scores, rows));
  }

  /** One row a mask: # is inside, . outside, ~ between. */
  private static Proposals proposals(float[] scores, String... rows) {
    int width = rows[0].length();
    float[] logits = new float[rows.length * width];
    for (int i = 0; i < logits.length; i++) {
      logits[i] =
          switch (rows[i / width].charAt(i % width)) {
            case '#' -> IN;
            case '~' -> 0.5f;
            default -> OUT;
          };
    }
    return new Proposals(rows.length, width, 1, logits, scores);
  }

  private static ProposalSource source(Proposals proposals) {
    return new ProposalSource() {
      @Override
      public String name() {
        return "given";
      }

      @Override
      public Proposals propose(ByteBuffer frame, int offset, int width, int height) {
        return proposals;
      }
    };
  }
}
