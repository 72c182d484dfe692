// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An open corpus: a manifest, a pack of pictures and a pack of sounds in one folder, made by {@code
 * ci/data}. The packs are mapped into memory; what has been decoded is kept. Safe for use by many
 * threads.
 */
public final class Corpus {
  /** Name of the picture pack in a corpus folder. */
  public static final String PICTURES = "pictures.pack";

  /** Name of the sound pack in a corpus folder. */
  public static final String SOUNDS = "sounds.pack";

  private final List<Asset> assets;
  private final Map<String, Asset> byId = new LinkedHashMap<>();
  private final MappedByteBuffer pictures;
  private final MappedByteBuffer sounds;
  private final Map<String, Picture[]> decodedPictures = new ConcurrentHashMap<>();
  private final Map<String, float[]> decodedSounds = new ConcurrentHashMap<>();

  private Corpus(List<Asset> assets, MappedByteBuffer pictures, MappedByteBuffer sounds) {
    this.assets = List.copyOf(assets);
    this.pictures = pictures;
    this.sounds = sounds;
    assets.forEach(asset -> byId.put(asset.id(), asset));
  }

  /**
   * Opens the corpus in a folder.
   *
   * @throws IOException if the folder holds no readable corpus; the message says how to make one
   */
  public static Corpus open(Path folder) throws IOException {
    if (!Files.isRegularFile(folder.resolve(Manifest.FILE))) {
      throw new IOException("There is no corpus in " + folder + "; build one with ci/data.");
    }
    return new Corpus(
        Manifest.read(folder.resolve(Manifest.FILE)),
        map(folder.resolve(PICTURES)),
        map(folder.resolve(SOUNDS)));
  }

  /** All assets in manifest order. */
  public List<Asset> assets() {
    return assets;
  }

  /** The assets of one side, kind and class, in manifest order. */
  public List<Asset> assets(Split split, AssetKind kind, String category) {
    return assets.stream()
        .filter(a -> a.split() == split && a.kind() == kind && a.category().equals(category))
        .toList();
  }

  /** The asset with an id, or null. */
  public Asset asset(String id) {
    return byId.get(id);
  }

  /** One picture of an asset, decoded on first use. */
  public Picture picture(Asset asset, int frame) {
    Picture[] decoded =
        decodedPictures.computeIfAbsent(asset.id(), id -> new Picture[asset.frames()]);
    Picture picture = decoded[frame];
    if (picture == null) {
      picture = PictureCodec.decode(record(pictures, asset), frame);
      decoded[frame] = picture;
    }
    return picture;
  }

  /** A sound at 16 kHz, -1 to 1, decoded on first use; not to be changed. */
  public float[] sound(Asset asset) {
    return decodedSounds.computeIfAbsent(asset.id(), id -> MuLaw.decode(record(sounds, asset)));
  }

  private static byte[] record(MappedByteBuffer pack, Asset asset) {
    byte[] bytes = new byte[asset.length()];
    pack.get(Math.toIntExact(asset.offset()), bytes);
    return bytes;
  }

  private static MappedByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size());
    }
  }
}
