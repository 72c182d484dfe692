// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.sonomask.api.MaskCodec;

/** Masks as JSON lines, which an OSGi framework would bring as a service. */
final class Records {
  static final MaskCodec CODEC = codec();
  static final Map<String, Object> PROPERTIES =
      Map.of(
          MaskCodec.FORMAT, "jsonl", MaskCodec.CAPS, "application/x-json, format=(string)sonomask");

  private static final long FRAME = 40_000_000;

  private Records() {}

  /** By its name: no other bundle may import it. */
  private static MaskCodec codec() {
    try {
      return (MaskCodec)
          Class.forName("org.sonomask.metadata.internal.json.JsonLines")
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("bundles/metadata is not on the class path", missing);
    }
  }

  /** Writes a file of the masks that move, one for some frames of a stream with 25 a second. */
  static Path write(Path folder, int frames, int framesPerMask) throws IOException {
    Path file = folder.resolve("masks.jsonl");
    try (OutputStream out = Files.newOutputStream(file);
        MaskCodec.Writer writer = CODEC.open(out, MediaBench.WIDTH, MediaBench.HEIGHT)) {
      for (int frame = 0; frame < frames; frame += framesPerMask) {
        writer.write(BenchMasks.shapes(frame / framesPerMask).withRunningTime(frame * FRAME), 0);
      }
    }
    return file;
  }
}
