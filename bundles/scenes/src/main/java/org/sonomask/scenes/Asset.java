// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One line of the corpus manifest.
 *
 * @param id unique name
 * @param kind what it is
 * @param category name of the class that it shows or sounds like, or {@link #NEUTRAL}
 * @param split side of the corpus
 * @param identity the object, person or recording; assets with one identity share a split
 * @param source package and version that it comes from
 * @param path path inside that package
 * @param licence SPDX expression, or the licence's name where SPDX has none
 * @param credit author or collection to name, may be empty
 * @param sha256 of the original file
 * @param fingerprint perceptual hash of the first picture, or hash of the sound's envelope
 * @param offset first byte in the pack
 * @param length bytes in the pack; for a sound also its number of samples
 * @param frames number of pictures, 0 for a sound
 * @param sound id of the synchronous sound of a {@link AssetKind#SEQUENCE}, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Asset(
    String id,
    AssetKind kind,
    String category,
    Split split,
    String identity,
    String source,
    String path,
    String licence,
    String credit,
    String sha256,
    String fingerprint,
    long offset,
    int length,
    int frames,
    String sound) {

  /**
   * Category of things that never sound in a scene: furniture, flowers, animals without a voice.
   */
  public static final String NEUTRAL = "neutral";

  /** The same asset with another id of its synchronous sound. */
  public Asset withSound(String soundId) {
    return new Asset(
        id,
        kind,
        category,
        split,
        identity,
        source,
        path,
        licence,
        credit,
        sha256,
        fingerprint,
        offset,
        length,
        frames,
        soundId);
  }
}
