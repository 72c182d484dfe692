// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.SegmenterException;

/**
 * What the two files of a segment-anything model must be; see {@link EncodedProposals}.
 *
 * @param picture name of the encoder's input
 * @param side of its square pictures, in pixels
 * @param masksAt place of the masks among the decoder's outputs
 * @param scoresAt place of the scores among them
 */
record PromptedContract(String picture, int side, int masksAt, int scoresAt) {
  static final String EMBEDDINGS = "image_embeddings";
  static final String COORDINATES = "point_coords";
  static final String LABELS = "point_labels";
  static final String EARLIER_MASK = "mask_input";
  static final String HAS_EARLIER_MASK = "has_mask_input";
  static final String SIZE = "orig_im_size";
  private static final List<String> INPUTS =
      List.of(EMBEDDINGS, COORDINATES, LABELS, EARLIER_MASK, HAS_EARLIER_MASK, SIZE);
  private static final int USUAL_SIDE = 1024;

  /**
   * Checks both files.
   *
   * @throws SegmenterException listing everything that is wrong
   */
  static PromptedContract check(OnnxFile encoder, OnnxFile decoder) throws SegmenterException {
    List<String> faults = new ArrayList<>();
    boolean square = encoder.inputs().size() == 1 && isPicture(encoder.inputs().get(0));
    if (!square || encoder.outputs().isEmpty()) {
      faults.add("the encoder needs one input, float32 [1, 3, side, side], and an output");
    }
    List<String> inputs = decoder.inputs().stream().map(OnnxFile.Tensor::name).toList();
    if (!inputs.containsAll(INPUTS) || inputs.size() != INPUTS.size()) {
      faults.add("the decoder's inputs are " + inputs + " instead of " + INPUTS);
    }
    List<String> outputs = decoder.outputs().stream().map(OnnxFile.Tensor::name).toList();
    if (!outputs.containsAll(List.of("masks", "iou_predictions"))) {
      faults.add("the decoder's outputs are " + outputs + ", without masks and iou_predictions");
    }
    if (!faults.isEmpty()) {
      throw new SegmenterException(
          "these are no encoder and decoder of a segment-anything model: "
              + String.join("; ", faults));
    }
    OnnxFile.Tensor picture = encoder.inputs().get(0);
    long side = picture.shape().get(2);
    return new PromptedContract(
        picture.name(),
        side == OnnxFile.DYNAMIC ? USUAL_SIDE : (int) side,
        outputs.indexOf("masks"),
        outputs.indexOf("iou_predictions"));
  }

  private static boolean isPicture(OnnxFile.Tensor input) {
    List<Long> shape = input.shape();
    return input.type() == OnnxFile.FLOAT
        && shape.size() == 4
        && shape.get(1) == 3
        && shape.get(2).equals(shape.get(3));
  }
}
