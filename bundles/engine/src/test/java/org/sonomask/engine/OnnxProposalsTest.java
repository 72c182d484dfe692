// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.ProposalSource.Proposals;
import org.sonomask.api.SegmenterException;
import org.sonomask.combo.prior.ProposalPrior;

class OnnxProposalsTest {
  private static final int W = 8;
  private static final int H = 4;
  private static final int RED = 0xFF0000;
  private static final int BLUE = 0x0000FF;

  @TempDir Path folder;

  @Test
  void promptsGiveTheRegionsOfTheirColour() throws Exception {
    try (OnnxProposals model = open(ColourModel.prompted(), new PointGrid(2, 3))) {
      Proposals proposals = model.propose(picture(), 3, W, H);
      assertEquals(4, proposals.count());
      for (int mask = 0; mask < 4; mask++) {
        boolean blue = mask % 2 == 1;
        for (int pixel = 0; pixel < W * H; pixel++) {
          boolean inside = proposals.logits()[mask * W * H + pixel] > 0;
          assertEquals(blue == (pixel % W >= 5), inside, "mask " + mask + " pixel " + pixel);
        }
      }
    }
  }

  @Test
  void aPromptedModelsProposalsBecomeAPrior() throws Exception {
    try (OnnxProposals model = open(ColourModel.prompted(), new PointGrid(4, 5))) {
      ByteBuffer prior = ByteBuffer.allocate(W * H);
      PriorProvider.Instance instance = new ProposalPrior(model).open(W, H);
      instance.prior(picture(), 3, prior, 0);
      byte[] wanted = new byte[W * H];
      for (int pixel = 0; pixel < wanted.length; pixel++) {
        wanted[pixel] = (byte) (pixel % W >= 5 ? 1 : 2);
      }
      assertArrayEquals(wanted, prior.array());
    }
  }

  @Test
  void aModelWithoutPromptsIsAskedOnce() throws Exception {
    try (OnnxProposals model = open(ColourModel.channels(), new PointGrid(2, 3))) {
      Proposals proposals = model.propose(picture(), 3, W, H);
      assertEquals(3, proposals.count());
      assertEquals(1, proposals.scores()[2]);
      assertTrue(proposals.logits()[0] > 0 && proposals.logits()[2 * W * H] < 0);
      assertTrue(proposals.logits()[7] < 0 && proposals.logits()[2 * W * H + 7] > 0);
    }
  }

  @Test
  void aModelOfAFixedSizeSeesTheWholePicture() throws Exception {
    try (OnnxProposals model = open(ColourModel.channels().sized(2 * W, 2 * H), null)) {
      Proposals proposals = model.propose(picture(), 3, W, H);
      assertEquals(2 * W, proposals.width());
      assertTrue(proposals.logits()[9] > 0 && proposals.logits()[10] < 0);
    }
  }

  @Test
  void aModelWithOtherInputsIsRefused() throws Exception {
    Path file = new TestModel(W, H, 1).write(folder);
    String message =
        assertThrows(
                SegmenterException.class, () -> OnnxProposals.open(file, new PointGrid(2, 2), 1))
            .getMessage();
    assertTrue(message.contains("its input log_mel is not known"), message);
    assertTrue(message.contains("it needs an output masks"), message);
  }

  @Test
  void aClosedModelSaysSo() throws Exception {
    OnnxProposals model = open(ColourModel.channels(), null);
    model.close();
    assertThrows(IllegalStateException.class, () -> model.propose(picture(), 3, W, H));
  }

  private OnnxProposals open(ColourModel model, PointGrid grid) throws Exception {
    Path file = Files.write(folder.resolve("colours.onnx"), model.toBytes());
    return OnnxProposals.open(file, grid, 1);
  }

  /** Five columns of red, three of blue, after three bytes of something else. */
  private static ByteBuffer picture() {
    ByteBuffer picture = ByteBuffer.allocate(3 + W * H * 3);
    for (int pixel = 0; pixel < W * H; pixel++) {
      int colour = pixel % W >= 5 ? BLUE : RED;
      picture.put(3 + pixel * 3, (byte) (colour >> 16)).put(5 + pixel * 3, (byte) colour);
    }
    return picture;
  }
}
