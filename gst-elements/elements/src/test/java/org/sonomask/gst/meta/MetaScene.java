// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.meta;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.EventType;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.mask.MaskStamp;

/**
 * A pipeline in which {@code maskstamp} puts a mask on each frame that is to have one, and what
 * leaves {@code sonometa name=m}.
 */
final class MetaScene implements AutoCloseable {
  static final long FRAME = 40_000_000;

  /** A buffer of the metadata pad. */
  record Record(long time, long duration, byte[] bytes) {}

  final SonoMetaProvider provider = new SonoMetaProvider();
  final List<Record> records = new CopyOnWriteArrayList<>();
  final List<Long> gaps = new CopyOnWriteArrayList<>();
  final List<Long> frames = new CopyOnWriteArrayList<>();
  final TestPipeline pipeline;

  private final List<ElementRegistry.Registration> registrations = new ArrayList<>();
  private MaskStamp stamp;

  /**
   * Parses a pipeline.
   *
   * @param masks the mask of each frame by its time, null for none; the same mask as the frame's
   *     before is held
   */
  MetaScene(String description, LongFunction<MaskFrame> masks) {
    TestCodecs.each(provider::addCodec);
    registrations.add(ElementRegistry.add(provider));
    registrations.add(
        ElementRegistry.add(new TestElement("metastamp", (caps, buffer) -> put(buffer, masks))));
    pipeline = new TestPipeline(description);
    pipeline.probe("m", "meta", this::note);
    pipeline.probe("m", "src", buffer -> frames.add(TestElement.time(buffer)));
    pipeline.probeEvents("m", "meta", this::noteEvent);
  }

  private void put(long buffer, LongFunction<MaskFrame> masks) {
    MaskFrame mask = masks.apply(TestElement.time(buffer));
    if (mask == null) {
      return;
    }
    if (stamp == null || stamp.mask() != mask) {
      closeStamp();
      stamp = new MaskStamp(mask, RandomFrames.CLASSES);
    }
    stamp.stamp(buffer, TestElement.time(buffer), 64, 48);
  }

  private void closeStamp() {
    if (stamp != null) {
      stamp.close();
      stamp = null;
    }
  }

  private void note(long buffer) {
    long duration = NativeMemory.getLong(buffer + Layout.GstBuffer.DURATION);
    records.add(new Record(TestElement.time(buffer), duration, TestElement.bytes(buffer)));
  }

  private void noteEvent(long event) {
    if (EventType.of(event) == EventType.GAP) {
      long start = NativeMemory.allocate(2 * Long.BYTES);
      Gst.gst_event_parse_gap(event, start, start + Long.BYTES);
      gaps.add(NativeMemory.getLong(start));
      NativeMemory.free(start);
    }
  }

  /** What a codec reads from the records. */
  List<MaskFrame> read(String format) throws MaskFormatException {
    List<MaskFrame> masks = new ArrayList<>();
    MaskCodec.Reader reader = TestCodecs.of(format).read(MaskCodec.Input.DEFAULT);
    for (Record one : List.copyOf(records)) {
      reader.read(ByteBuffer.wrap(one.bytes()), masks::add);
    }
    reader.end(masks::add);
    return masks;
  }

  @Override
  public void close() {
    pipeline.close();
    registrations.forEach(ElementRegistry.Registration::close);
    closeStamp();
  }
}
