// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.scenes.build.SmallCorpus;

class SceneComposerTest {
  private static final List<String> CLASSES = List.of("background", "person", "dog", "guitar");
  @TempDir static Path folder;
  private static Corpus corpus;
  private static SceneComposer composer;

  @BeforeAll
  static void composeFromASmallCorpus() throws IOException {
    corpus = SmallCorpus.in(folder);
    composer = new SceneComposer(corpus, Split.TRAIN, CLASSES);
  }

  @Test
  void oneSeedGivesOneClipWhateverThreadComposesIt() {
    List<Clip> alone = IntStream.range(0, 8).mapToObj(i -> mixed(composer, i)).toList();
    SceneComposer fresh = new SceneComposer(corpus, Split.TRAIN, CLASSES);
    List<Clip> together = IntStream.range(0, 8).parallel().mapToObj(i -> mixed(fresh, i)).toList();
    for (int i = 0; i < alone.size(); i++) {
      for (int f = 0; f < Clip.FRAMES; f++) {
        assertArrayEquals(alone.get(i).frames()[f], together.get(i).frames()[f]);
        assertArrayEquals(alone.get(i).labelsCentred()[f], together.get(i).labelsCentred()[f]);
        assertArrayEquals(alone.get(i).soundTrailing()[f], together.get(i).soundTrailing()[f]);
      }
    }
  }

  @Test
  void silenceAndOffScreenSoundLeaveTheMaskEmpty() {
    for (long seed = 0; seed < 40; seed++) {
      for (SceneKind kind : List.of(SceneKind.SILENCE, SceneKind.OFF_SCREEN)) {
        Clip clip = composer.compose(kind, seed);
        for (int f = 0; f < Clip.FRAMES; f++) {
          assertEquals(Set.of(0), labels(clip.labelsCentred()[f]));
          assertEquals(Set.of(0), labels(clip.labelsTrailing()[f]));
        }
      }
    }
  }

  @Test
  void aClipNamesTheAssetsThatItsMasksAndItsSoundComeFrom() {
    Set<String> identities = new HashSet<>();
    corpus.assets().stream()
        .filter(asset -> asset.split() == Split.TRAIN && asset.kind() != AssetKind.BACKGROUND)
        .forEach(asset -> identities.add(asset.identity()));
    for (long seed = 0; seed < 20; seed++) {
      Clip clip = mixed(composer, seed);
      assertFalse(clip.assets().isEmpty());
      assertTrue(identities.containsAll(clip.assets()), () -> clip.assets() + " are unknown");
      assertEquals(Set.copyOf(clip.assets()).size(), clip.assets().size());
    }
  }

  @Test
  void silenceIsFaintAndSoundIsNot() {
    for (long seed = 0; seed < 15; seed++) {
      Clip silent = composer.compose(SceneKind.SILENCE, seed);
      Clip single = composer.compose(SceneKind.SINGLE, seed);
      assertTrue(power(silent) < 2_000, "silence of seed " + seed + " has power " + power(silent));
      assertTrue(power(single) > 4_000, "seed " + seed + " has power " + power(single));
    }
  }

  @Test
  void oneSoundingObjectBearsItsClassAndNoOther() {
    int marked = 0;
    for (long seed = 0; seed < 30; seed++) {
      Clip clip = composer.compose(SceneKind.SINGLE, seed);
      assertTrue(clip.categories().size() <= 2, "one more may be heard from off screen");
      int label = CLASSES.indexOf(clip.categories().get(0));
      for (byte[] map : clip.labelsCentred()) {
        assertTrue(Set.of(0, label).containsAll(labels(map)));
        marked += labels(map).contains(label) ? 1 : 0;
      }
    }
    assertTrue(marked > 0.75 * 30 * Clip.FRAMES, "only " + marked + " frames show their source");
  }

  @Test
  void severalSourcesAreMarkedEachWithItsClass() {
    int both = 0;
    for (long seed = 0; seed < 20; seed++) {
      Clip clip = composer.compose(SceneKind.MULTI, seed);
      assertTrue(clip.categories().size() >= 2);
      both += labels(clip.labelsCentred()[2]).size() > 2 ? 1 : 0;
    }
    assertTrue(both > 7, "both sources are marked in only " + both + " of 20 clips");
  }

  @Test
  void whatIsMarkedIsAnObjectOfAClassThatIsHeard() {
    for (long seed = 0; seed < 24; seed++) {
      Clip clip = mixed(composer, seed);
      for (Alignment alignment : Alignment.values()) {
        for (int f = 0; f < Clip.FRAMES; f++) {
          byte[] marked = clip.labels(alignment)[f];
          byte[] heard = clip.audible(alignment)[f];
          assertEquals(CLASSES.size(), heard.length);
          byte[] expected = clip.objects()[f].clone();
          for (int i = 0; i < expected.length; i++) {
            expected[i] = heard[expected[i]] == 1 ? expected[i] : 0;
          }
          assertArrayEquals(expected, marked);
        }
      }
    }
  }

  @Test
  void silentObjectsAreKnownAndSoundsFromOffScreenAreHeard() {
    int seen = 0;
    int heard = 0;
    for (long seed = 0; seed < 30; seed++) {
      Clip clip = composer.compose(SceneKind.OFF_SCREEN, seed);
      seen += labels(clip.objects()[2]).size() > 1 ? 1 : 0;
      heard += labels(clip.audibleCentred()[2]).contains(1) ? 1 : 0;
      byte[] silence = composer.compose(SceneKind.SILENCE, seed).audibleTrailing()[2];
      assertEquals(Set.of(0), labels(silence));
    }
    assertTrue(seen > 10, "known objects are seen in " + seen + " of 30 clips");
    assertTrue(heard > 3, "known classes are heard in " + heard + " of 30 clips");
  }

  @Test
  void aPausedSourceLosesItsMaskInBothAlignments() {
    float[] samples = new float[5 * Clip.RATE];
    for (int i = 2 * Clip.RATE; i < 3 * Clip.RATE; i++) {
      samples[i] = (float) Math.sin(i * 0.3);
    }
    Voice voice = new Voice("dog", samples);
    assertFalse(voice.audible(Alignment.CENTRED.start(1.4)));
    assertTrue(voice.audible(Alignment.CENTRED.start(2.2)));
    assertFalse(voice.audible(Alignment.TRAILING.start(2.0)));
    assertTrue(voice.audible(Alignment.TRAILING.start(3.5)));
    assertFalse(voice.audible(Alignment.TRAILING.start(4.2)));
  }

  @Test
  void theKindsComeInTheirShares() {
    int[] counts = new int[SceneKind.values().length];
    for (long seed = 0; seed < 10_000; seed++) {
      counts[composer.kindFor(seed).ordinal()]++;
    }
    assertEquals(4_000, counts[SceneKind.SINGLE.ordinal()], 250);
    assertEquals(3_200, counts[SceneKind.MULTI.ordinal()], 250);
    assertEquals(2_300, counts[SceneKind.OFF_SCREEN.ordinal()], 150);
    assertEquals(500, counts[SceneKind.SILENCE.ordinal()], 150);
  }

  @Test
  void aSceneUsesAssetsOfItsSplitOnly() {
    SceneComposer test = new SceneComposer(corpus, Split.TEST, CLASSES);
    for (long seed = 0; seed < 50; seed++) {
      for (String id : test.scene(SceneKind.MULTI, seed, 1, 3).assets()) {
        assertEquals(Split.TEST, corpus.asset(id).split());
      }
    }
  }

  @Test
  void aSceneCanBeRenderedWideAndAtAnyTime() {
    Scene scene = composer.scene(SceneKind.SINGLE, 3, 16 / 9.0, 6);
    byte[] rgb = new byte[3 * 320 * 180];
    byte[] owner = new byte[320 * 180];
    scene.render(1.23, 320, 180, rgb, owner);
    byte[] again = new byte[rgb.length];
    scene.render(1.23, 320, 180, again, owner);
    assertArrayEquals(rgb, again);
    assertEquals(6 * Clip.RATE, scene.sound().length);
  }

  @Test
  void inAFilmTheSoundingObjectMovesAndItsTruthMovesWithIt() {
    int moved = 0;
    for (long seed = 0; seed < 12; seed++) {
      Clip film = composer.film(SceneKind.SINGLE, seed, 25, 26);
      assertEquals(26, film.frames().length);
      assertEquals(2, film.times()[25], 1e-9);
      byte[] first = film.objects()[0];
      byte[] last = film.objects()[25];
      long differing = IntStream.range(0, first.length).filter(i -> first[i] != last[i]).count();
      moved += differing > 200 ? 1 : 0;
    }
    assertTrue(moved >= 8, "objects move in only " + moved + " of 12 films");
  }

  private static Clip mixed(SceneComposer composer, long seed) {
    return composer.compose(composer.kindFor(seed), seed);
  }

  private static Set<Integer> labels(byte[] map) {
    Set<Integer> seen = new HashSet<>();
    for (byte label : map) {
      seen.add((int) label);
    }
    seen.add(0);
    return seen;
  }

  private static double power(Clip clip) {
    double sum = 0;
    for (short[] window : clip.soundCentred()) {
      for (short sample : window) {
        sum += sample * (double) sample;
      }
    }
    return sum / (Clip.FRAMES * Clip.WINDOW);
  }
}
