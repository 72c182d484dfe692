// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of the default model in label order, background first, each with the
 * AVSBench-semantic label whose palette colour it takes. AVSBench tells men from women; the corpus
 * has too few people for that, so both are {@code person}. It has no cow, which takes the first
 * free label.
 */
public final class SceneClasses {
  private static final Map<String, Integer> AVSS = new LinkedHashMap<>();

  static {
    AVSS.put("background", 0);
    AVSS.put("person", 41);
    AVSS.put("dog", 17);
    AVSS.put("hen", 36);
    AVSS.put("piano", 47);
    AVSS.put("drum", 19);
    AVSS.put("guitar", 28);
    AVSS.put("violin", 68);
    AVSS.put("airplane", 2);
    AVSS.put("car", 11);
    AVSS.put("cat", 12);
    AVSS.put("horse", 37);
    AVSS.put("cow", 71);
    AVSS.put("sheep", 52);
    AVSS.put("pig", 48);
    AVSS.put("duck", 20);
    AVSS.put("bird", 7);
    AVSS.put("lion", 40);
    AVSS.put("clock", 16);
  }

  /** Names in label order; index 0 is {@code background}. */
  public static final List<String> NAMES = List.copyOf(AVSS.keySet());

  private SceneClasses() {}

  /** The AVSBench-semantic label whose palette colour a class takes. */
  public static int avssLabel(String name) {
    Integer label = AVSS.get(name);
    if (label == null) {
      throw new IllegalArgumentException("There is no class " + name + "; known: " + NAMES + ".");
    }
    return label;
  }

  /** Colour of a label as 0xRRGGBB, by the rule of PASCAL VOC that AVSBench follows. */
  public static int colour(String name) {
    int rgb = 0;
    int label = avssLabel(name);
    for (int bit = 7; label > 0; bit--, label >>= 3) {
      rgb |= (label & 1) << (16 + bit) | (label >> 1 & 1) << (8 + bit) | (label >> 2 & 1) << bit;
    }
    return rgb;
  }

  /** The names of all classes but the background. */
  static List<String> sounding() {
    return new ArrayList<>(NAMES.subList(1, NAMES.size()));
  }
}
