// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.util.List;
import org.sonomask.combo.metrics.ObjectScore;
import org.sonomask.combo.metrics.SemanticScore;

/**
 * How well one clip was marked.
 *
 * @param jaccard M_J
 * @param measure M_F
 * @param falseArea mean share of the picture that is marked though nothing sounds there
 * @param present for each class whether it sounds somewhere in the clip's pictures
 * @param semantic IoU and F of each class's labels
 * @param assets of the clip
 */
record ClipScore(
    double jaccard,
    double measure,
    double falseArea,
    boolean[] present,
    SemanticScore semantic,
    List<String> assets) {

  /**
   * Scores a clip.
   *
   * @param classes number of classes, background included
   * @param translation of the marker's labels to those of the truth
   */
  static ClipScore of(ShownClip clip, Marks marks, int classes, byte[] translation) {
    ObjectScore.Clip whole = new ObjectScore().add(marks.sounding(), clip.truth());
    SemanticScore semantic = new SemanticScore(classes);
    boolean[] present = new boolean[classes];
    double falseArea = 0;
    for (int frame = 0; frame < clip.length(); frame++) {
      byte[] truth = clip.truth()[frame];
      falseArea += falseArea(marks.sounding()[frame], truth, present) / clip.length();
      semantic.add(translated(marks.labels()[frame], translation), truth);
    }
    return new ClipScore(
        whole.jaccard(), whole.measure(), falseArea, present, semantic, clip.assets());
  }

  private static double falseArea(byte[] sounding, byte[] truth, boolean[] present) {
    int marked = 0;
    for (int pixel = 0; pixel < truth.length; pixel++) {
      int label = truth[pixel] & 0xff;
      if (label == 0) {
        marked += Marks.inMask(sounding[pixel]) ? 1 : 0;
      } else if (label < present.length) {
        present[label] = true;
      }
    }
    return (double) marked / truth.length;
  }

  static byte[] translated(byte[] labels, byte[] translation) {
    byte[] translated = new byte[labels.length];
    for (int pixel = 0; pixel < labels.length; pixel++) {
      translated[pixel] = translation[labels[pixel] & 0xff];
    }
    return translated;
  }
}
