// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.SegmenterException;

/**
 * What an ONNX file must be to propose masks; see {@link OnnxProposals}.
 *
 * @param width of the frame, or {@link OnnxFile#DYNAMIC}
 * @param height of the frame, or {@link OnnxFile#DYNAMIC}
 * @param prompted whether it wants points
 * @param masksAt place of the masks among the outputs
 * @param scoresAt place of the scores among the outputs, −1 without
 */
record ProposalContract(long width, long height, boolean prompted, int masksAt, int scoresAt) {
  static final String FRAME = "frame";
  static final String POINTS = "points";
  private static final String MASKS = "masks";
  private static final String SCORES = "scores";

  /**
   * Checks a file.
   *
   * @throws SegmenterException listing everything that is wrong
   */
  static ProposalContract check(OnnxFile file) throws SegmenterException {
    List<String> faults = new ArrayList<>();
    OnnxFile.Tensor frame = find(file.inputs(), FRAME);
    OnnxFile.Tensor masks = find(file.outputs(), MASKS);
    if (frame == null || frame.type() != OnnxFile.UINT8 || frame.shape().size() != 4) {
      faults.add("it needs an input frame, uint8 [1, height, width, 3]");
    }
    if (masks == null || masks.type() != OnnxFile.FLOAT || masks.shape().size() < 3) {
      faults.add("it needs an output masks, float32 [masks, height, width]");
    }
    for (OnnxFile.Tensor input : file.inputs()) {
      if (!List.of(FRAME, POINTS).contains(input.name())) {
        faults.add("its input " + input.name() + " is not known");
      }
    }
    for (OnnxFile.Tensor tensor :
        new OnnxFile.Tensor[] {find(file.inputs(), POINTS), find(file.outputs(), SCORES)}) {
      if (tensor != null && tensor.type() != OnnxFile.FLOAT) {
        faults.add(tensor.name() + " is not float32");
      }
    }
    if (!faults.isEmpty()) {
      throw new SegmenterException(
          "the model does not propose masks as Sonomask asks: " + String.join("; ", faults));
    }
    OnnxFile.Tensor scores = find(file.outputs(), SCORES);
    return new ProposalContract(
        frame.shape().get(2),
        frame.shape().get(1),
        find(file.inputs(), POINTS) != null,
        file.outputs().indexOf(masks),
        scores == null ? -1 : file.outputs().indexOf(scores));
  }

  /** What a picture's width becomes. */
  int widthFor(int pictureWidth) {
    return width == OnnxFile.DYNAMIC ? pictureWidth : (int) width;
  }

  /** What a picture's height becomes. */
  int heightFor(int pictureHeight) {
    return height == OnnxFile.DYNAMIC ? pictureHeight : (int) height;
  }

  private static OnnxFile.Tensor find(List<OnnxFile.Tensor> tensors, String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst().orElse(null);
  }
}
