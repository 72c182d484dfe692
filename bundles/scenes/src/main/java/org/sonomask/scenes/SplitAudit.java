// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that nothing lies on two sides of a corpus: no identity, no file, no near copy of a
 * picture and no near copy of a sound.
 */
public final class SplitAudit {
  /** Two different pictures have fingerprints at least this {@link #distance} apart. */
  private static final double PICTURE_DISTANCE = 0.16;

  /** The same for sounds, whose fingerprints have one bit every 20 ms. */
  private static final double SOUND_DISTANCE = 0.08;

  /** Sounds of fewer hexadecimal digits say too little unless they are equal. */
  private static final int SHORT_SOUND = 20;

  private SplitAudit() {}

  /** One sentence for each violation; empty if the sides are disjoint. */
  public static List<String> violations(List<Asset> assets) {
    List<String> found = new ArrayList<>();
    Map<String, Asset> identities = new HashMap<>();
    Map<String, Asset> hashes = new HashMap<>();
    for (Asset asset : assets) {
      compare(asset, identities.putIfAbsent(asset.identity(), asset), "identity", found);
      compare(asset, hashes.putIfAbsent(asset.sha256(), asset), "file", found);
    }
    for (int i = 0; i < assets.size(); i++) {
      for (int j = i + 1; j < assets.size(); j++) {
        if (assets.get(i).split() != assets.get(j).split() && alike(assets.get(i), assets.get(j))) {
          compare(assets.get(j), assets.get(i), "near copy", found);
        }
      }
    }
    return found;
  }

  private static void compare(Asset asset, Asset other, String what, List<String> found) {
    if (other != null && other.split() != asset.split()) {
      found.add(
          "The same "
              + what
              + " is in "
              + other.split()
              + " as "
              + other.id()
              + " and in "
              + asset.split()
              + " as "
              + asset.id()
              + ".");
    }
  }

  private static boolean alike(Asset a, Asset b) {
    boolean sound = a.kind() == AssetKind.SOUND;
    if (sound != (b.kind() == AssetKind.SOUND)) {
      return false;
    }
    String x = a.fingerprint();
    String y = b.fingerprint();
    if (!sound) {
      return distance(x, y) < PICTURE_DISTANCE;
    }
    boolean brief = Math.min(x.length(), y.length()) < SHORT_SOUND;
    return brief ? x.length() >= 6 && x.equals(y) : distance(x, y) < SOUND_DISTANCE;
  }

  /**
   * Share of differing bits of two fingerprints, over the length of the shorter; 1 if one is empty.
   */
  static double distance(String a, String b) {
    int digits = Math.min(a.length(), b.length());
    if (digits == 0) {
      return 1;
    }
    int differing = 0;
    for (int i = 0; i < digits; i++) {
      differing +=
          Integer.bitCount(Character.digit(a.charAt(i), 16) ^ Character.digit(b.charAt(i), 16));
    }
    return differing / (4.0 * digits);
  }
}
