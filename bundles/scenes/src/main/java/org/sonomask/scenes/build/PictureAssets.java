// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sonomask.scenes.AssetKind;
import org.sonomask.scenes.Picture;
import org.sonomask.scenes.build.PackWriter.Addition;
import org.sonomask.scenes.build.SourceFiles.Found;

/** Turns pictures, models and talkers into assets. */
final class PictureAssets {
  private static final int TALKER_WIDTH = 360;
  private static final int TALKER_HEIGHT = 288;
  private static final double LEAST_CLEAR = 0.02;
  private static final double MOST_CLEAR = 0.98;

  private final SourceFiles files;
  private final SalientMatte matte;

  /**
   * Reads from packages.
   *
   * @param matte or null: pictures that need it are then left out
   */
  PictureAssets(SourceFiles files, SalientMatte matte) {
    this.files = files;
    this.matte = matte;
  }

  /** What a file gives; nothing if it needs a matte and there is no network to make it. */
  List<Addition> read(CatalogueEntry entry, Found found) throws IOException {
    return switch (entry.kind()) {
      case CUTOUT -> cutout(entry, found);
      case MODEL -> model(entry, found);
      case SALIENT -> salient(entry, found);
      case PHOTO -> photo(entry, found);
      case BACKGROUND ->
          put(entry, found, AssetKind.BACKGROUND, PictureImport.scene(decode(found)));
      default -> throw new IllegalArgumentException(entry.kind() + " is no kind of picture.");
    };
  }

  private List<Addition> cutout(CatalogueEntry entry, Found found) throws IOException {
    Picture picture = decode(found);
    if (PictureImport.clearShare(picture) < LEAST_CLEAR) {
      throw new IOException(
          found.path() + " has no matte; list it as salient or background in the catalogue.");
    }
    return put(entry, found, AssetKind.CUTOUT, PictureImport.object(picture));
  }

  private List<Addition> salient(CatalogueEntry entry, Found found) throws IOException {
    if (matte == null) {
      return List.of();
    }
    return put(entry, found, AssetKind.CUTOUT, PictureImport.object(matted(found)));
  }

  private List<Addition> photo(CatalogueEntry entry, Found found) throws IOException {
    if (matte == null) {
      return List.of();
    }
    return put(entry, found, AssetKind.PHOTO, PictureImport.scene(matted(found)));
  }

  private Picture matted(Found found) throws IOException {
    Picture picture = PictureImport.scale(decode(found), 1024);
    return matte.apply(picture, Fingerprint.sha256(found.bytes()));
  }

  private List<Addition> model(CatalogueEntry entry, Found found) throws IOException {
    ModelRenderer renderer = new ModelRenderer(mesh(entry, found));
    int views = entry.number("views", 12);
    double range = entry.number("yaw", 360);
    double front = entry.number("front", 0);
    List<Picture> frames = new ArrayList<>();
    for (int i = 0; i < views; i++) {
      double yaw =
          front + (range == 360 ? 360.0 * i / views : range * (i / (views - 1.0) - 0.5) * 2);
      double pitch = 12 + 10 * Math.sin(i * 2.4);
      Picture view = renderer.render(yaw, pitch, 40 * Math.sin(i * 1.7));
      if (PictureImport.clearShare(view) < MOST_CLEAR) {
        frames.add(view);
      }
    }
    if (!frames.isEmpty() && entry.option("crop", "no").equals("yes")) {
      frames = PictureImport.crop(frames, 2);
    }
    frames.replaceAll(PictureImport::bleed);
    return frames.isEmpty()
        ? List.of()
        : List.of(
            Addition.of(CorpusBuilder.origin(entry, found, AssetKind.CUTOUT, files, ""), frames));
  }

  private Mesh mesh(CatalogueEntry entry, Found found) throws IOException {
    String texture = entry.option("texture", null);
    if (texture != null) {
      String container = found.path().substring(0, found.path().indexOf('!') + 1);
      Found skin = new Found(texture, files.bytes(entry.source(), container + texture));
      return PyrogenesisMesh.read(found.bytes(), decode(skin));
    }
    String folder = found.path().substring(0, found.path().lastIndexOf('/') + 1);
    return ObjModel.parse(
        found.bytes(),
        name -> {
          try {
            return files.bytes(entry.source(), folder + name);
          } catch (IOException missing) {
            return null;
          }
        });
  }

  /** A talker with the synchronous sound before it. */
  List<Addition> talker(CatalogueEntry entry, Found found, SoundAssets sounds) throws IOException {
    byte[] video = FfmpegPipe.video(found.bytes(), found.extension(), TALKER_WIDTH, TALKER_HEIGHT);
    int size = 3 * TALKER_WIDTH * TALKER_HEIGHT;
    ChromaKey key = new ChromaKey(TALKER_WIDTH, TALKER_HEIGHT);
    List<Picture> frames = new ArrayList<>();
    for (int at = 0; at + size <= video.length; at += size) {
      frames.add(key.key(video, at));
    }
    return List.of(
        sounds.synchronous(entry, found, frames.size() / 25.0),
        new Addition(
            CorpusBuilder.origin(entry, found, AssetKind.SEQUENCE, files, ""), frames, null, true));
  }

  private List<Addition> put(CatalogueEntry entry, Found found, AssetKind kind, Picture picture)
      throws IOException {
    return List.of(
        Addition.of(CorpusBuilder.origin(entry, found, kind, files, ""), List.of(picture)));
  }

  private static Picture decode(Found found) throws IOException {
    return PictureImport.decode(found.bytes(), found.extension());
  }
}
