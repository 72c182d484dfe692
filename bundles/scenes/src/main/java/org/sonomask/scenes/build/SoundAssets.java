// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sonomask.scenes.AssetKind;
import org.sonomask.scenes.Split;
import org.sonomask.scenes.build.PackWriter.Addition;
import org.sonomask.scenes.build.PackWriter.Origin;
import org.sonomask.scenes.build.SourceFiles.Found;

/**
 * Turns recordings and played phrases into assets, with a cap on the seconds a catalogue line
 * gives.
 */
final class SoundAssets {
  private static final int RATE = 16_000;
  private static final int LONGEST = 5;

  private final SourceFiles files;
  private final Credits credits;

  SoundAssets(SourceFiles files, Credits credits) {
    this.files = files;
    this.credits = credits;
  }

  /** Recordings, without those in which there is nothing to hear, up to the line's cap. */
  List<Addition> recordings(CatalogueEntry entry, List<String> paths) throws IOException {
    List<Addition> additions = new ArrayList<>();
    int left = entry.number("cap", 600) * RATE;
    for (int i = 0; i < paths.size() && left > 0; i++) {
      Found found = files.read(entry, paths.get(i));
      short[] samples = FfmpegPipe.sound(found.bytes(), found.extension());
      int skipped = Math.min(samples.length, entry.number("from", 0) * RATE);
      samples = Arrays.copyOfRange(samples, skipped, samples.length);
      short[] normal = SoundImport.normalise(samples, entry.number("longest", LONGEST) * RATE);
      if (normal != null) {
        String name = found.path().substring(found.path().lastIndexOf('/') + 1);
        Origin origin =
            CorpusBuilder.origin(entry, found, AssetKind.SOUND, files, credits.of(name));
        additions.add(Addition.of(origin, normal));
        left -= normal.length;
      }
    }
    return additions;
  }

  /** The sound of a video as it is, at one loudness. */
  Addition synchronous(CatalogueEntry entry, Found found, double seconds) throws IOException {
    short[] samples = FfmpegPipe.sound(found.bytes(), found.extension());
    short[] exact = Arrays.copyOf(samples, (int) Math.round(seconds * RATE));
    return Addition.of(
        CorpusBuilder.origin(entry, found, AssetKind.SOUND, files, ""), SoundImport.level(exact));
  }

  /**
   * Phrases. The line's pattern is the sound font; options: {@code programs} separated by commas
   * (negative for drum kits), {@code low}, {@code high}, {@code chords}, {@code count} a program.
   */
  List<Addition> phrases(CatalogueEntry entry) throws IOException {
    List<Addition> additions = new ArrayList<>();
    Path font = files.root(entry.source()).resolve(entry.pattern());
    for (String program : entry.option("programs", "0").split(",")) {
      for (int i = 0; i < entry.number("count", 4); i++) {
        long seed = (entry.source() + program + i).hashCode();
        byte[] wave =
            PhraseSynthesis.play(
                font,
                Integer.parseInt(program),
                entry.number("low", 40),
                entry.number("high", 84),
                entry.option("chords", "no").equals("yes"),
                seed);
        short[] samples = SoundImport.normalise(FfmpegPipe.sound(wave, "wav"), LONGEST * RATE);
        if (samples == null) {
          throw new IOException(font + " has nothing to hear for program " + program + ".");
        }
        String name = entry.category() + "-" + program + "-" + i;
        Split split = CorpusBuilder.split(entry, name);
        additions.add(
            Addition.of(
                new Origin(
                    "sound/" + entry.category() + "/" + entry.source() + "-" + name,
                    AssetKind.SOUND,
                    entry.category(),
                    split,
                    entry.source() + "/" + name,
                    files.version(entry.source()),
                    entry.pattern() + "#" + name,
                    entry.licence(),
                    entry.option("credit", ""),
                    Fingerprint.sha256(wave)),
                samples));
      }
    }
    return additions;
  }
}
