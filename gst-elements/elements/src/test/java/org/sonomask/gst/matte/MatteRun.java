// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.MaskWriter;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Masks;

/**
 * Pipelines with a sonomatte: {@code mattestamp} before it attaches the mask, {@code mattetap} and
 * {@code keytap} after it show what came. In the mask's left half nothing sounds; the dog is in the
 * third quarter, the violin in the fourth.
 */
final class MatteRun implements AutoCloseable {

  static final LabelMask MASK = Masks.drawn("00001122", "00001122", "00001122");

  /** What a tap saw. */
  record Frame(String caps, long time, byte[] bytes) {}

  final List<Frame> before = Collections.synchronizedList(new ArrayList<>());
  final List<Frame> after = Collections.synchronizedList(new ArrayList<>());
  final List<Frame> keys = Collections.synchronizedList(new ArrayList<>());

  /** The mask's metadata; null attaches none. */
  volatile Map<String, Object> fields = MaskWriter.fields(MASK, 1);

  private final List<ElementRegistry.Registration> registrations = new ArrayList<>();
  private ElementRegistry.Registration matte;

  MatteRun() {
    Launch.initialise();
    MaskWriter.register();
    provide();
    add(
        new TestElement(
            "mattestamp",
            (caps, buffer) -> {
              before.add(frame(caps, buffer));
              Map<String, Object> current = fields;
              if (current != null) {
                MaskWriter.attach(buffer, current);
              }
            }));
    tap("mattetap", after);
    tap("keytap", keys);
  }

  /** The bundle of sonomatte comes, as it has at first. */
  final void provide() {
    matte = ElementRegistry.add(new SonoMatteProvider());
  }

  /** The bundle of sonomatte goes. */
  void withdraw() {
    matte.close();
  }

  private void tap(String name, List<Frame> frames) {
    add(new TestElement(name, (caps, buffer) -> frames.add(frame(caps, buffer))));
  }

  private static Frame frame(String caps, long buffer) {
    return new Frame(caps, TestElement.time(buffer), TestElement.bytes(buffer));
  }

  /** Registers another element until this is closed. */
  void add(TestElement element) {
    registrations.add(ElementRegistry.add(element));
  }

  /** Registers an element that shows each buffer before it is made writable. */
  void addSight(String name, LongConsumer sight) {
    add(new TestElement(name, (caps, buffer) -> {}, sight));
  }

  static String source(String format, int width, int height) {
    return "videotestsrc num-buffers=3 pattern=ball ! video/x-raw,format=%s,width=%d,height=%d"
        .formatted(format, width, height);
  }

  /** Plays to the end, where no element may have warned. */
  void play(String description) {
    try (TestPipeline pipeline = new TestPipeline(description)) {
      pipeline.playToEnd();
      assertEquals(Optional.empty(), pipeline.await(TestPipeline.MESSAGE_WARNING, 0));
    }
  }

  @Override
  public void close() {
    matte.close();
    registrations.forEach(ElementRegistry.Registration::close);
  }
}
