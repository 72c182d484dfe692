// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;

/** The 71 classes of AVSBench-semantic by label, and their colours (combo section 9). */
public final class SemanticClasses {
  /** Names by label; label 0 is the background. */
  public static final List<String> NAMES =
      List.of(
          "background",
          "accordion",
          "airplane",
          "axe",
          "baby",
          "bassoon",
          "bell",
          "bird",
          "boat",
          "boy",
          "bus",
          "car",
          "cat",
          "cello",
          "clarinet",
          "clipper",
          "clock",
          "dog",
          "donkey",
          "drum",
          "duck",
          "elephant",
          "emergency-car",
          "erhu",
          "flute",
          "frying-food",
          "girl",
          "goose",
          "guitar",
          "gun",
          "guzheng",
          "hair-dryer",
          "handpan",
          "harmonica",
          "harp",
          "helicopter",
          "hen",
          "horse",
          "keyboard",
          "leopard",
          "lion",
          "man",
          "marimba",
          "missile-rocket",
          "motorcycle",
          "mower",
          "parrot",
          "piano",
          "pig",
          "pipa",
          "saw",
          "saxophone",
          "sheep",
          "sitar",
          "sorna",
          "squirrel",
          "tabla",
          "tank",
          "tiger",
          "tractor",
          "train",
          "trombone",
          "truck",
          "trumpet",
          "tuba",
          "ukulele",
          "utv",
          "vacuum-cleaner",
          "violin",
          "wolf",
          "woman");

  private SemanticClasses() {}

  /**
   * The colour of a label in {@code labels_rgb}: PASCAL VOC's scheme, three bits of the label after
   * the other become the highest bits that are left of red, green and blue.
   *
   * @param label 0 to 255
   * @return 0xRRGGBB
   */
  public static int colour(int label) {
    int colour = 0;
    for (int bit = 7, rest = label; rest != 0; bit--, rest >>= 3) {
      colour |= (rest & 1) << bit + 16 | (rest >> 1 & 1) << bit + 8 | (rest >> 2 & 1) << bit;
    }
    return colour;
  }
}
