// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

/**
 * Weights and sizes of COMBO's losses (combo section 5).
 *
 * @param classWeight of the cross entropy, also in the matching cost
 * @param maskWeight of the binary cross entropy on points, also in the matching cost
 * @param diceWeight of the dice loss on points, also in the matching cost
 * @param consistencyWeight of L_ada, for each prediction but the last
 * @param noObjectWeight class weight of "no object" in the cross entropy
 * @param points points at which a mask is compared
 * @param oversampling candidates for each point that is chosen for its uncertainty
 * @param uncertainShare share of the points chosen for their uncertainty; the others are random
 * @param window consecutive frames that L_ada compares, each with the next
 */
public record LossSettings(
    double classWeight,
    double maskWeight,
    double diceWeight,
    double consistencyWeight,
    double noObjectWeight,
    int points,
    double oversampling,
    double uncertainShare,
    int window) {

  /** The official values. */
  public static final LossSettings OFFICIAL = new LossSettings(2, 5, 5, 10, 0.1, 12544, 3, 0.75, 5);

  /** The same with another number of points, for smaller mask maps. */
  public LossSettings withPoints(int number) {
    return new LossSettings(
        classWeight,
        maskWeight,
        diceWeight,
        consistencyWeight,
        noObjectWeight,
        number,
        oversampling,
        uncertainShare,
        window);
  }

  /** The same with another weight of L_ada; 0 leaves it out. */
  public LossSettings withConsistencyWeight(double weight) {
    return new LossSettings(
        classWeight,
        maskWeight,
        diceWeight,
        weight,
        noObjectWeight,
        points,
        oversampling,
        uncertainShare,
        window);
  }

  int candidates() {
    return (int) (points * oversampling);
  }

  int uncertainPoints() {
    return (int) (points * uncertainShare);
  }
}
