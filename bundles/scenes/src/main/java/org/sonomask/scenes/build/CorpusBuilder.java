// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sonomask.scenes.Asset;
import org.sonomask.scenes.AssetKind;
import org.sonomask.scenes.Split;
import org.sonomask.scenes.SplitAudit;
import org.sonomask.scenes.build.PackWriter.Addition;
import org.sonomask.scenes.build.PackWriter.Origin;
import org.sonomask.scenes.build.SourceFiles.Found;

/** Builds a corpus from unpacked packages by a catalogue. Run by {@code ci/data/build}. */
public final class CorpusBuilder {
  /** Before the licence of what the package's READMEs say nothing about. */
  private static final String BY_README = "README or ";

  private final SourceFiles files;
  private final PackWriter pack;
  private final PictureAssets pictures;
  private final SoundAssets sounds;

  private CorpusBuilder(SourceFiles files, PackWriter pack, SalientMatte matte, Credits credits) {
    this.files = files;
    this.pack = pack;
    this.pictures = new PictureAssets(files, matte);
    this.sounds = new SoundAssets(files, credits);
  }

  /**
   * Builds.
   *
   * @param args folder of unpacked packages, shared data folder, catalogue, folder for the corpus,
   *     and optionally the matting network and a folder to keep its mattes in
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 4 && args.length != 6) {
      System.err.println(
          "Usage: CorpusBuilder PACKAGES SHARED CATALOGUE CORPUS [MATTING_NETWORK MATTES]");
      System.exit(2);
    }
    SourceFiles files = new SourceFiles(Path.of(args[0]), Path.of(args[1]));
    List<CatalogueEntry> catalogue = CatalogueEntry.read(Path.of(args[2]));
    Credits credits = Credits.read(Path.of(args[1], "esc10", "CREDITS.tsv"));
    SalientMatte matte =
        args.length == 6 ? new SalientMatte(Path.of(args[4]), Path.of(args[5])) : null;
    try (PackWriter pack = new PackWriter(Path.of(args[3]))) {
      CorpusBuilder builder = new CorpusBuilder(files, pack, matte, credits);
      builder.addAll(catalogue);
      builder.report();
      builder.audit();
    } finally {
      if (matte != null) {
        matte.close();
      }
    }
  }

  /** Reads catalogue lines side by side and adds what they give in the catalogue's order. */
  private void addAll(List<CatalogueEntry> catalogue) throws IOException {
    ExecutorService readers =
        Executors.newFixedThreadPool(2 * Runtime.getRuntime().availableProcessors());
    try {
      List<Future<List<Addition>>> pending = new ArrayList<>();
      catalogue.forEach(entry -> pending.add(readers.submit(() -> read(entry))));
      for (int i = 0; i < pending.size(); i++) {
        pack.add(pending.set(i, null).get());
        System.err.printf("\r%3d %%", 100 * (i + 1) / pending.size());
      }
      System.err.println();
    } catch (ExecutionException e) {
      throw new IOException("A catalogue line cannot be read: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the corpus was being built.", e);
    } finally {
      readers.shutdownNow();
    }
  }

  private List<Addition> read(CatalogueEntry entry) throws IOException {
    if (entry.kind() == CatalogueEntry.Kind.PHRASES) {
      return sounds.phrases(entry);
    }
    List<String> paths =
        Files.isDirectory(files.root(entry.source())) ? files.find(entry) : List.of();
    if (paths.isEmpty()) {
      System.err.println("\nNothing matches " + entry.source() + " " + entry.pattern());
    }
    if (entry.kind() == CatalogueEntry.Kind.SOUND) {
      return sounds.recordings(entry, paths);
    }
    List<Addition> additions = new ArrayList<>();
    for (String path : paths) {
      Found found = files.read(entry, path);
      additions.addAll(
          entry.kind() == CatalogueEntry.Kind.TALKER
              ? pictures.talker(entry, found, sounds)
              : pictures.read(entry, found));
    }
    return additions;
  }

  /** The side for an identity: as the catalogue says, or by a hash where it says {@code auto}. */
  static Split split(CatalogueEntry entry, String identity) {
    if (!entry.split().equals("auto")) {
      return Split.valueOf(entry.split().toUpperCase(Locale.ROOT));
    }
    int share = Math.floorMod(identity.hashCode() * 0x9E3779B1, 100);
    return share < 70 ? Split.TRAIN : share < 77 ? Split.VAL : Split.TEST;
  }

  static Origin origin(
      CatalogueEntry entry, Found found, AssetKind kind, SourceFiles files, String credit)
      throws IOException {
    String identity = entry.option("identity", identity(entry, found, kind));
    String licence = entry.licence();
    Readme.Entry readme = null;
    if (licence.startsWith(BY_README)) {
      licence = licence.substring(BY_README.length());
      readme = files.readme(entry, found.path());
    }
    return new Origin(
        kind.name().toLowerCase(Locale.ROOT) + "/" + entry.category() + "/" + found.stem(),
        kind,
        entry.category(),
        split(entry, identity),
        identity,
        files.version(entry.source()),
        found.path(),
        readme == null ? licence : readme.licence(),
        readme != null ? readme.credit() : credit.isEmpty() ? entry.option("credit", "") : credit,
        Fingerprint.sha256(found.bytes()));
  }

  /** What shares neither class, name, package nor sense is taken for a different thing. */
  private static String identity(CatalogueEntry entry, Found found, AssetKind kind) {
    String sense = kind == AssetKind.SOUND ? "sound" : "picture";
    return String.join("/", sense, entry.category(), entry.source(), found.stem());
  }

  private void audit() throws IOException {
    List<String> violations = SplitAudit.violations(pack.assets());
    violations.forEach(System.out::println);
    if (!violations.isEmpty()) {
      throw new IOException(
          "The corpus leaks between its sides in "
              + violations.size()
              + " places; mend the splits in the catalogue.");
    }
  }

  private void report() {
    Map<String, int[]> table = new TreeMap<>();
    for (Asset asset : pack.assets()) {
      int[] row = table.computeIfAbsent(asset.category(), k -> new int[9]);
      int column = asset.split().ordinal();
      if (asset.kind() == AssetKind.SOUND) {
        row[3 + column]++;
        row[6 + column] += asset.length() / 16_000;
      } else {
        row[column]++;
      }
    }
    System.out.println("class        pictures tr/va/te   sounds tr/va/te   seconds tr/va/te");
    table.forEach(
        (name, r) ->
            System.out.printf(
                "%-12s %5d %4d %4d   %5d %4d %4d   %6d %5d %5d%n",
                name, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8]));
  }
}
