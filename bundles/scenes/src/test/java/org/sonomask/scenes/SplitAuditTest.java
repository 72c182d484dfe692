// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SplitAuditTest {
  /** The manifest of the newest corpus: its test side is what the default model is measured on. */
  private static final Path PUBLISHED = Path.of("../../ci/data/" + Manifest.FILE);

  @Test
  void trainAndTestOfThePublishedCorpusShareNoAsset() throws IOException {
    List<Asset> assets = Manifest.read(PUBLISHED);
    assertTrue(assets.size() > 1_000, "the manifest is cut short: " + assets.size() + " assets");
    assertEquals(List.of(), SplitAudit.violations(assets));
  }

  @Test
  void everyClassOfThePublishedCorpusCanBeSeenAndHeardOnBothSides() throws IOException {
    List<Asset> assets = Manifest.read(PUBLISHED);
    for (Split split : EnumSet.of(Split.TRAIN, Split.TEST)) {
      for (boolean sound : new boolean[] {true, false}) {
        List<String> present =
            assets.stream()
                .filter(a -> a.split() == split && a.kind() == AssetKind.SOUND == sound)
                .map(Asset::category)
                .collect(Collectors.toList());
        for (String name : SceneClasses.sounding()) {
          assertTrue(present.contains(name), name + " is missing in " + split + ", sound " + sound);
        }
      }
    }
  }

  @Test
  void anIdentityOnTwoSidesIsReported() {
    assertFalse(
        SplitAudit.violations(
                List.of(
                    sound("a", Split.TRAIN, "dog 1", "00", print(1)),
                    sound("b", Split.TEST, "dog 1", "01", print(2))))
            .isEmpty());
  }

  @Test
  void aFileOnTwoSidesIsReported() {
    assertFalse(
        SplitAudit.violations(
                List.of(
                    sound("a", Split.TRAIN, "goat", "00", print(1)),
                    sound("b", Split.VAL, "ram", "00", print(2))))
            .isEmpty());
  }

  @Test
  void aNearCopyOnTwoSidesIsReported() {
    String print = print(3);
    String near = (print.charAt(0) == '0' ? "1" : "0") + print.substring(1);
    assertEquals(
        1,
        SplitAudit.violations(
                List.of(
                    sound("a", Split.TRAIN, "goat", "00", print),
                    sound("b", Split.TEST, "ram", "01", near)))
            .size());
  }

  @Test
  void differentAssetsOnTwoSidesAreFine() {
    assertEquals(
        List.of(),
        SplitAudit.violations(
            List.of(
                sound("a", Split.TRAIN, "goat", "00", print(4)),
                sound("b", Split.TEST, "ram", "01", print(5)),
                sound("c", Split.TEST, "ram", "01", print(5)))));
  }

  private static Asset sound(
      String id, Split split, String identity, String sha256, String fingerprint) {
    return new Asset(
        id,
        AssetKind.SOUND,
        "dog",
        split,
        identity,
        "p 1",
        id,
        "CC0-1.0",
        "",
        sha256,
        fingerprint,
        0,
        1,
        0,
        null);
  }

  private static String print(long seed) {
    char[] digits = new char[100];
    Random random = new Random(seed);
    for (int i = 0; i < digits.length; i++) {
      digits[i] = Character.forDigit(random.nextInt(16), 16);
    }
    return new String(digits);
  }
}
