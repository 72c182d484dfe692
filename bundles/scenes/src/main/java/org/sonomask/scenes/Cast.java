// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The assets of one split, sorted by what a scene may ask for. Immutable after construction. */
final class Cast {
  /** Sounds without a visible source. */
  static final String AMBIENCE = "ambience";

  private final Corpus corpus;
  private final Map<String, List<Asset>> visible = new HashMap<>();
  private final Map<String, List<Asset>> sounds = new HashMap<>();
  private final Map<String, List<Asset>> photos = new HashMap<>();
  private final List<Asset> backgrounds = new ArrayList<>();
  private final List<String> categories = new ArrayList<>();

  /**
   * Sorts a corpus.
   *
   * @param classes names that a scene may use; those without both a picture and a sound on this
   *     side are left out
   */
  Cast(Corpus corpus, Split split, List<String> classes) {
    this.corpus = corpus;
    for (Asset asset : corpus.assets()) {
      if (asset.split() == split) {
        sort(asset);
      }
    }
    for (String name : classes) {
      if (!objects(name).isEmpty() && (!sounds(name).isEmpty() || hasOwnSound(name))) {
        categories.add(name);
      }
    }
    if (backgrounds.isEmpty() || categories.isEmpty()) {
      throw new IllegalArgumentException(
          "The corpus has no backgrounds or no sounding objects for "
              + split
              + "; build it again with ci/data.");
    }
  }

  private void sort(Asset asset) {
    switch (asset.kind()) {
      case CUTOUT, SEQUENCE ->
          visible.computeIfAbsent(asset.category(), k -> new ArrayList<>()).add(asset);
      case SOUND -> sounds.computeIfAbsent(asset.category(), k -> new ArrayList<>()).add(asset);
      case BACKGROUND -> backgrounds.add(asset);
      case PHOTO -> {
        if (asset.split() == Split.TRAIN) {
          photos.computeIfAbsent(asset.category(), k -> new ArrayList<>()).add(asset);
        }
      }
    }
  }

  private boolean hasOwnSound(String name) {
    return objects(name).stream().anyMatch(asset -> asset.sound() != null);
  }

  Corpus corpus() {
    return corpus;
  }

  /** Classes that can be seen and heard. */
  List<String> categories() {
    return categories;
  }

  /** Cut-outs and sequences of a class or {@link Asset#NEUTRAL}. */
  List<Asset> objects(String category) {
    return visible.getOrDefault(category, List.of());
  }

  /**
   * Sequences and, on the training side, photographs that are shown with all that surrounds them.
   */
  List<Asset> wholes(String category) {
    List<Asset> wholes = new ArrayList<>(photos.getOrDefault(category, List.of()));
    objects(category).stream().filter(a -> a.kind() == AssetKind.SEQUENCE).forEach(wholes::add);
    return wholes;
  }

  /** Sounds of a class or {@link #AMBIENCE}; the own sounds of sequences are among them. */
  List<Asset> sounds(String category) {
    return sounds.getOrDefault(category, List.of());
  }

  List<Asset> backgrounds() {
    return backgrounds;
  }
}
