// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sonomask.scenes.Asset;
import org.sonomask.scenes.AssetKind;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.Manifest;
import org.sonomask.scenes.MuLaw;
import org.sonomask.scenes.Picture;
import org.sonomask.scenes.PictureCodec;
import org.sonomask.scenes.Split;

/** Writes a corpus folder: both packs as assets come in, the manifest at the end. */
final class PackWriter implements AutoCloseable {
  private final Path folder;
  private final OutputStream pictures;
  private final OutputStream sounds;
  private final List<Asset> assets = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private long pictureBytes;
  private long soundBytes;

  PackWriter(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    pictures = new BufferedOutputStream(Files.newOutputStream(folder.resolve(Corpus.PICTURES)));
    sounds = new BufferedOutputStream(Files.newOutputStream(folder.resolve(Corpus.SOUNDS)));
  }

  /** Where an asset comes from and what it is. */
  record Origin(
      String id,
      AssetKind kind,
      String category,
      Split split,
      String identity,
      String source,
      String path,
      String licence,
      String credit,
      String sha256) {}

  /**
   * What is to be added.
   *
   * @param frames pictures, or null for a sound
   * @param samples 16 kHz, or null for pictures
   * @param soundBefore whether the addition before this one is its synchronous sound
   */
  record Addition(Origin origin, List<Picture> frames, short[] samples, boolean soundBefore) {
    static Addition of(Origin origin, List<Picture> frames) {
      return new Addition(origin, frames, null, false);
    }

    static Addition of(Origin origin, short[] samples) {
      return new Addition(origin, null, samples, false);
    }
  }

  /** Adds what one catalogue line gives, in order. */
  void add(List<Addition> additions) throws IOException {
    String sound = null;
    for (Addition addition : additions) {
      if (addition.samples() != null) {
        sound = add(addition.origin(), addition.samples());
      } else {
        add(addition.origin(), addition.frames(), addition.soundBefore() ? sound : null);
      }
    }
  }

  /** Adds pictures, with the id of their synchronous sound or null. */
  void add(Origin origin, List<Picture> frames, String sound) throws IOException {
    byte[] record = PictureCodec.encode(frames);
    pictures.write(record);
    String print = Fingerprint.of(frames.get(0));
    assets.add(asset(origin, print, pictureBytes, record.length, frames.size(), sound));
    pictureBytes += record.length;
  }

  /** Adds a sound and says under which id. */
  String add(Origin origin, short[] samples) throws IOException {
    sounds.write(MuLaw.encode(samples));
    Asset asset = asset(origin, Fingerprint.of(samples), soundBytes, samples.length, 0, null);
    assets.add(asset);
    soundBytes += samples.length;
    return asset.id();
  }

  List<Asset> assets() {
    return assets;
  }

  private Asset asset(Origin o, String print, long offset, int length, int frames, String sound) {
    String id = o.id();
    for (int i = 2; !ids.add(id); i++) {
      id = o.id() + "-" + i;
    }
    return new Asset(
        id,
        o.kind(),
        o.category(),
        o.split(),
        o.identity(),
        o.source(),
        o.path(),
        o.licence(),
        o.credit(),
        o.sha256(),
        print,
        offset,
        length,
        frames,
        sound);
  }

  @Override
  public void close() throws IOException {
    pictures.close();
    sounds.close();
    Manifest.write(folder.resolve(Manifest.FILE), assets);
    Attribution.write(folder.resolve("ATTRIBUTION"), assets);
  }
}
