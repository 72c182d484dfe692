// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.metadec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.mask.MaskMeta;
import org.sonomask.gst.mask.MaskReader;
import org.sonomask.gst.mask.MaskStamp;
import org.sonomask.gst.meta.RandomFrames;
import org.sonomask.gst.meta.SonoMetaProvider;
import org.sonomask.gst.meta.TestCodecs;

/**
 * A pipeline with {@code sonometadec name=d}, and the masks on what leaves it. {@code decstamp}
 * puts a new mask on every fifth frame and the same one on the next four; {@code decstrip} takes
 * masks away.
 */
final class DecodedScene implements AutoCloseable {
  static final long FRAME = 40_000_000;

  /** The mask on a frame, or null, and its age there. */
  record Seen(MaskFrame mask, long age) {}

  final Map<Long, Seen> seen = new ConcurrentSkipListMap<>();
  final TestPipeline pipeline;

  private final List<ElementRegistry.Registration> registrations = new ArrayList<>();
  private MaskStamp stamp;

  DecodedScene(String description) {
    SonoMetaProvider writer = new SonoMetaProvider();
    SonoMetaDecProvider reader = new SonoMetaDecProvider();
    TestCodecs.each(writer::addCodec);
    TestCodecs.each(reader::addCodec);
    registrations.add(ElementRegistry.add(writer));
    registrations.add(ElementRegistry.add(reader));
    registrations.add(
        ElementRegistry.add(new TestElement("decstamp", (caps, buffer) -> put(buffer))));
    registrations.add(
        ElementRegistry.add(
            new TestElement(
                "decstrip",
                (caps, buffer) ->
                    Gst.gst_buffer_remove_meta(
                        buffer, Gst.gst_buffer_get_custom_meta(buffer, MaskMeta.NAME)))));
    pipeline = new TestPipeline(description);
    pipeline.probe("d", "src", this::note);
  }

  private void put(long buffer) {
    long time = TestElement.time(buffer);
    long own = time / (5 * FRAME) * 5 * FRAME;
    if (stamp == null || stamp.mask().runningTime() != own) {
      closeStamp();
      stamp = new MaskStamp(RandomFrames.at(own, FRAME), RandomFrames.CLASSES);
    }
    stamp.stamp(buffer, time, 64, 48);
  }

  private void closeStamp() {
    if (stamp != null) {
      stamp.close();
      stamp = null;
    }
  }

  private void note(long buffer) {
    try (MaskReader reader = new MaskReader()) {
      seen.put(
          TestElement.time(buffer),
          reader.read(buffer) ? new Seen(reader.frame("talk"), reader.age()) : new Seen(null, 0));
    }
  }

  /** Writes masks, with confidences, as JSON lines. */
  static Path write(Path file, List<MaskFrame> masks) throws IOException {
    MaskCodec.Output output = new MaskCodec.Output(64, 48, 0, true);
    try (OutputStream out = Files.newOutputStream(file);
        MaskCodec.Writer writer = TestCodecs.JSON_LINES.open(out, output)) {
      for (MaskFrame mask : masks) {
        writer.write(mask, 0);
      }
    }
    return file;
  }

  @Override
  public void close() {
    pipeline.close();
    registrations.forEach(ElementRegistry.Registration::close);
    closeStamp();
  }
}
