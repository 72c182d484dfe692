// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.sonomask.training.data.SampleOrder;
import org.sonomask.training.loss.LossSettings;

/**
 * How to train. Every key may be left out of the file; then the value of {@link #LITE} holds.
 *
 * @param network "lite", "resnet50", "pvtv2-b5" or a name that {@code sonomask model} knows
 * @param siamEncoder whether the network looks at the maskige; false for an ablation
 * @param bilateralFusion whether sound and mask features attend to each other; false for an
 *     ablation
 * @param device "auto", "cuda" or "cpu"
 * @param seed of weights, order and random points
 * @param batch clips of an iteration
 * @param fresh how many of them are newly composed
 * @param memory iterations whose clips may be repeated
 * @param workers threads that compose clips; 0 for one less than the processors
 * @param iterations length of the run; 0 to end by time
 * @param minutes length of the run if {@code iterations} is 0, over all its processes
 * @param learningRate of parameters outside of the backbones
 * @param backboneRate factor for backbones with ImageNet weights; 0 leaves them as they are
 * @param audioRate factor for an audio backbone with weights of its own; 0 leaves it as it is
 * @param weightDecay of AdamW
 * @param headDecay factor of the squared L2 norm of the maps from what backbones recognise to
 *     classes, which is added to the loss
 * @param clip L2 norm of the gradient
 * @param average share of the weights' running average that each iteration leaves; 0 for none, so
 *     that the last weights themselves are kept
 * @param rise iterations of the learning rate's linear rise
 * @param points at which a mask is compared
 * @param consistencyWeight of L_ada; 0 for an ablation
 * @param heardWeight of the classes heard, told from the sound alone
 * @param seenWeight of the class of each pixel's object, told from the picture alone
 * @param exercises sounds without pictures that each iteration learns the classes heard from
 * @param dropout share of the channels of each branch's features that are left out in training
 * @param exchanged share of the clips that are shown with the sound of another one
 * @param jitter whether colours and spectra are jittered
 * @param tf32 whether products may use 10-bit mantissas on CUDA
 * @param report iterations between lines of the curve
 * @param check iterations between evaluations of validation clips; 0 for none
 * @param checkClips clips of such an evaluation
 * @param save seconds between checkpoints
 */
public record TrainingConfig(
    String network,
    Boolean siamEncoder,
    Boolean bilateralFusion,
    String device,
    Long seed,
    Integer batch,
    Integer fresh,
    Integer memory,
    Integer workers,
    Long iterations,
    Double minutes,
    Double learningRate,
    Double backboneRate,
    Double audioRate,
    Double weightDecay,
    Double headDecay,
    Double clip,
    Double average,
    Integer rise,
    Integer points,
    Double consistencyWeight,
    Double heardWeight,
    Double seenWeight,
    Integer exercises,
    Double dropout,
    Double exchanged,
    Boolean jitter,
    Boolean tf32,
    Integer report,
    Integer check,
    Integer checkClips,
    Integer save) {

  /** The default model on one large GPU. */
  public static final TrainingConfig LITE =
      new TrainingConfig(
          "lite", true, true, "auto", 1L, 32, 16, 100, 0, 0L, 20.0, 4e-4, 0.03, 0.05, 0.05, 0.0,
          0.01, 0.998, 200, 3136, 10.0, 1.0, 2.0, 0, 0.15, 0.15, true, true, 20, 1000, 64, 60);

  /**
   * Reads a configuration.
   *
   * @throws IOException if the file cannot be read or has an unknown key; the message says which
   */
  public static TrainingConfig read(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try {
      com.fasterxml.jackson.databind.node.ObjectNode all = json.valueToTree(LITE);
      all.setAll((com.fasterxml.jackson.databind.node.ObjectNode) json.readTree(file.toFile()));
      return json.treeToValue(all, TrainingConfig.class);
    } catch (JacksonException wrong) {
      throw new IOException(file + ": " + wrong.getOriginalMessage(), wrong);
    }
  }

  /** Threads that compose clips, at least 1. */
  public int makers() {
    return workers > 0 ? workers : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }

  /** Which clips an iteration takes. */
  SampleOrder order() {
    return new SampleOrder(seed, batch, fresh, memory, exchanged);
  }

  /** Weights and sizes of the losses. */
  public LossSettings losses() {
    return LossSettings.OFFICIAL.withPoints(points).withConsistencyWeight(consistencyWeight);
  }
}
