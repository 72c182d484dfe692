// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.ProposalSource.Proposals;
import org.sonomask.api.SegmenterException;

/**
 * Two small models with the inputs and outputs of the official export: the encoder hands its 16x16
 * picture on; the decoder proposes the pixels whose colour is that of the point, and shrinks them
 * to the picture's 8x4.
 */
class EncodedProposalsTest {
  private static final int W = 8;
  private static final int H = 4;
  private static final int SIDE = 16;

  @TempDir Path folder;

  @Test
  void eachPromptProposesWhatItPointsAt() throws Exception {
    try (EncodedProposals model = open()) {
      Proposals proposals = model.propose(picture(), 3, W, H);
      assertEquals(4, proposals.count());
      assertEquals(W, proposals.width());
      for (int mask = 0; mask < 4; mask++) {
        boolean right = mask % 2 == 1;
        for (int pixel = 0; pixel < W * H; pixel++) {
          boolean inside = proposals.logits()[mask * W * H + pixel] > 0;
          assertEquals(right == (pixel % W >= 4), inside, "mask " + mask + " pixel " + pixel);
        }
      }
    }
  }

  @Test
  void theOtherInputsSayThatThereIsOnePointAndNoEarlierMask() throws Exception {
    try (EncodedProposals model = open()) {
      // The test's decoder scores first label + second label + has_mask_input + height / width.
      assertEquals(0.5f, model.propose(picture(), 3, W, H).scores()[2]);
    }
  }

  @Test
  void otherFilesAreRefusedWithAllTheirFaults() throws Exception {
    Path encoder = encoder();
    SegmenterException refusal =
        assertThrows(
            SegmenterException.class,
            () -> EncodedProposals.open(encoder, encoder, new PointGrid(2, 2), 1));
    assertTrue(refusal.getMessage().contains("the decoder's inputs are [images] instead of"));
    assertTrue(refusal.getMessage().contains("without masks and iou_predictions"));
    Path nowhere = folder.resolve("none.onnx");
    assertThrows(
        SegmenterException.class,
        () -> EncodedProposals.open(encoder, nowhere, new PointGrid(2, 2), 1));
  }

  @Test
  void aClosedModelSaysSo() throws Exception {
    EncodedProposals model = open();
    model.close();
    assertThrows(IllegalStateException.class, () -> model.propose(picture(), 3, W, H));
  }

  private EncodedProposals open() throws Exception {
    return EncodedProposals.open(encoder(), decoder(), new PointGrid(2, 3), 1);
  }

  private Path encoder() throws Exception {
    GraphProto graph = new GraphProto();
    graph.node("Identity", "embeddings", null, "images");
    Proto tensors = new Proto().bytes(2, new byte[] {'e'});
    tensors.message(11, GraphProto.tensor("images", GraphProto.FLOAT, 1, 3, SIDE, SIDE));
    tensors.message(12, GraphProto.tensor("embeddings", GraphProto.FLOAT, 1, 3, SIDE, SIDE));
    return write("encoder.onnx", tensors, graph);
  }

  private Path decoder() throws Exception {
    GraphProto graph = new GraphProto();
    graph.longs("zero", 0);
    graph.longs("one", 1);
    graph.longs("two", 2);
    graph.longs("half", SIDE / 2);
    colourOfThePoint(graph);
    graph.floats("likeness", new float[] {3}, 1);
    graph.node("Sub", "difference", null, "pixels", "colour");
    graph.node("Abs", "size", null, "difference");
    graph.node("ReduceSum", "distance", GraphProto.integer("keepdims", 0), "size", "two");
    graph.node("Sub", "alike", null, "likeness", "distance");
    graph.node("Slice", "rows", null, "alike", "zero", "half", "zero");
    graph.node("Unsqueeze", "plane", null, "rows", "zero");
    graph.node("Unsqueeze", "planes", null, "plane", "zero");
    graph.floats("shrink", new float[] {1, 1, 0.5f, 0.5f}, 4);
    graph.node("Resize", "masks", mode("nearest"), "planes", "", "shrink");
    scores(graph);
    Proto tensors = new Proto().bytes(2, new byte[] {'d'});
    tensors.message(11, input("image_embeddings", 1, 3, SIDE, SIDE));
    tensors.message(11, input("point_coords", 1, -1, 2));
    tensors.message(11, input("point_labels", 1, -1));
    tensors.message(11, input("mask_input", 1, 1, 256, 256));
    tensors.message(11, input("has_mask_input", 1));
    tensors.message(11, input("orig_im_size", 2));
    tensors.message(12, input("iou_predictions", 1, 1));
    tensors.message(12, input("masks", -1, -1, -1, -1));
    return write("decoder.onnx", tensors, graph);
  }

  private static void colourOfThePoint(GraphProto graph) {
    graph.node("Squeeze", "channels", null, "image_embeddings", "zero");
    graph.node("Transpose", "pixels", GraphProto.integers("perm", 1, 2, 0), "channels");
    graph.node("Gather", "point", GraphProto.integer("axis", 1), "point_coords", "zero");
    graph.node("Squeeze", "place", null, "point", "one");
    graph.node("Cast", "cell", GraphProto.integer("to", GraphProto.INT64), "place");
    graph.node("Gather", "x", GraphProto.integer("axis", 1), "cell", "zero");
    graph.node("Gather", "y", GraphProto.integer("axis", 1), "cell", "one");
    graph.node("Concat", "index", GraphProto.integer("axis", 1), "y", "x");
    graph.node("GatherND", "found", null, "pixels", "index");
    graph.node("Unsqueeze", "colour", null, "found", "zero");
  }

  private static void scores(GraphProto graph) {
    graph.node("ReduceSum", "labels", GraphProto.integer("keepdims", 1), "point_labels", "one");
    graph.node("Gather", "high", GraphProto.integer("axis", 0), "orig_im_size", "zero");
    graph.node("Gather", "wide", GraphProto.integer("axis", 0), "orig_im_size", "one");
    graph.node("Div", "ratio", null, "high", "wide");
    graph.node("Add", "known", null, "ratio", "has_mask_input");
    graph.node("Add", "iou_predictions", null, "labels", "known");
  }

  private static Proto mode(String value) {
    return new Proto().text(1, "mode").text(4, value).number(20, 3);
  }

  private static Proto input(String name, long... shape) {
    return GraphProto.tensor(name, GraphProto.FLOAT, shape);
  }

  private Path write(String name, Proto tensors, GraphProto graph) throws Exception {
    byte[] head = tensors.toBytes();
    byte[] nodes = graph.toBytes();
    byte[] all = ByteBuffer.allocate(head.length + nodes.length).put(head).put(nodes).array();
    Proto opset = new Proto().text(1, "").number(2, 17);
    byte[] model = new Proto().number(1, 8).bytes(7, all).message(8, opset).toBytes();
    return Files.write(folder.resolve(name), model);
  }

  /** Four columns of red, four of blue, after three bytes of something else. */
  private static ByteBuffer picture() {
    ByteBuffer picture = ByteBuffer.allocate(3 + W * H * 3);
    for (int pixel = 0; pixel < W * H; pixel++) {
      boolean right = pixel % W >= 4;
      picture.put(3 + pixel * 3, (byte) (right ? 0 : 255));
      picture.put(5 + pixel * 3, (byte) (right ? 255 : 0));
    }
    return picture;
  }
}
