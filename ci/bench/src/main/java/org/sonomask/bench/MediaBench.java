// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.freedesktop.gstreamer.Gst;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.focus.SonoFocusProvider;
import org.sonomask.gst.matte.SonoMatteProvider;
import org.sonomask.gst.meta.SonoMetaProvider;
import org.sonomask.gst.metadec.SonoMetaDecProvider;
import org.sonomask.gst.overlay.SonoOverlayProvider;
import org.sonomask.gst.sonomask.SonoMaskElement;

/**
 * Measures the CPU time that each element adds to a 1080p frame. Arguments: the file to write, and
 * the number of rounds.
 */
public final class MediaBench {

  static final int WIDTH = 1920;
  static final int HEIGHT = 1080;
  static final int FRAMES_PER_RUN = 250;

  private static final int WARM_UPS = 2;
  private static final int FRAMES_PER_MASK = 5;

  private MediaBench() {}

  public static void main(String[] arguments) throws IOException {
    Path results = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Gst.init("bench-media");
    register();
    Path folder = Files.createTempDirectory("bench-media");
    Map<String, Integer> differences = SamePicture.differences(folder);
    int cutOutDifference = SamePicture.cutOutDifference(folder);
    Path records = Records.write(folder, FRAMES_PER_RUN, FRAMES_PER_MASK);
    List<Variant> variants =
        new Pipelines(FRAMES_PER_RUN, SamePicture.image(folder), records).variants();
    Map<String, Rounds.Added> added =
        new Rounds(variants, PipelineRun::cpuNanos).measure(WARM_UPS, rounds);
    MediaReport report = new MediaReport(added, differences, cutOutDifference);
    report.print(System.out);
    report.write(results, "ci/bench-media " + rounds, rounds);
    System.exit(0);
  }

  /** The elements stay for as long as the process lives. */
  private static void register() {
    SonoMaskElement marker = new SonoMaskElement();
    marker.setMaskService(new ReadyMasks());
    ElementRegistry.add(marker);
    ElementRegistry.add(new SonoOverlayProvider());
    ElementRegistry.add(new SonoMatteProvider());
    ElementRegistry.add(new SonoFocusProvider());
    SonoMetaProvider writer = new SonoMetaProvider();
    writer.addCodec(Records.CODEC, Records.PROPERTIES);
    ElementRegistry.add(writer);
    SonoMetaDecProvider reader = new SonoMetaDecProvider();
    reader.addCodec(Records.CODEC, Records.PROPERTIES);
    ElementRegistry.add(reader);
    ElementRegistry.add(new StampElement("benchflat", number -> BenchMasks.flat(), 0));
    ElementRegistry.add(new StampElement("benchshapes", BenchMasks::shapes, FRAMES_PER_MASK));
  }
}
