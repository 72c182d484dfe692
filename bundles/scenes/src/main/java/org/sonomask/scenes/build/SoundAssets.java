// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.sonomask.scenes.AssetKind;
import org.sonomask.scenes.Split;
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
  private final PackWriter pack;
  private final Credits credits;
  private final Map<CatalogueEntry, Integer> samplesByEntry = new HashMap<>();

  SoundAssets(SourceFiles files, PackWriter pack, Credits credits) {
    this.files = files;
    this.pack = pack;
    this.credits = credits;
  }

  /** Adds a recording, unless there is nothing to hear or its line has given enough. */
  void recording(CatalogueEntry entry, Found found) throws IOException {
    int given = samplesByEntry.getOrDefault(entry, 0);
    if (given >= entry.number("cap", 600) * RATE) {
      return;
    }
    short[] samples = FfmpegPipe.sound(found.bytes(), found.extension());
    int skipped = Math.min(samples.length, entry.number("from", 0) * RATE);
    samples = Arrays.copyOfRange(samples, skipped, samples.length);
    short[] normal = SoundImport.normalise(samples, entry.number("longest", LONGEST) * RATE);
    if (normal == null) {
      return;
    }
    String name = found.path().substring(found.path().lastIndexOf('/') + 1);
    pack.add(CorpusBuilder.origin(entry, found, AssetKind.SOUND, files, credits.of(name)), normal);
    samplesByEntry.put(entry, given + normal.length);
  }

  /** Adds the sound of a video as it is, at one loudness, and says under which id. */
  String synchronous(CatalogueEntry entry, Found found, double seconds) throws IOException {
    short[] samples = FfmpegPipe.sound(found.bytes(), found.extension());
    short[] exact = Arrays.copyOf(samples, (int) Math.round(seconds * RATE));
    return pack.add(
        CorpusBuilder.origin(entry, found, AssetKind.SOUND, files, ""), SoundImport.level(exact));
  }

  /**
   * Adds phrases. The line's pattern is the sound font; options: {@code programs} separated by
   * commas (negative for drum kits), {@code low}, {@code high}, {@code chords}, {@code count} a
   * program.
   */
  void phrases(CatalogueEntry entry) throws IOException {
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
        pack.add(
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
            samples);
      }
    }
  }
}
