// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import java.util.List;
import java.util.function.LongConsumer;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.TransformBehaviour;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** An element that shows each buffer, with its caps, to a test, which may change it. */
public final class TestElement implements ElementProvider {

  /** Sees a buffer. */
  public interface OnBuffer {
    void see(String caps, long buffer);
  }

  private final String factory;
  private final OnBuffer onBuffer;
  private final LongConsumer onSight;

  public TestElement(String factory, OnBuffer onBuffer) {
    this(factory, onBuffer, buffer -> {});
  }

  /**
   * @param onSight is shown each buffer as it comes, before it is made writable
   */
  public TestElement(String factory, OnBuffer onBuffer, LongConsumer onSight) {
    this.factory = factory;
    this.onBuffer = onBuffer;
    this.onSight = onSight;
  }

  @Override
  public ElementType type() {
    String typeName = "Test" + factory.substring(0, 1).toUpperCase() + factory.substring(1);
    return new ElementType(
        factory,
        typeName,
        "Test",
        "Generic",
        "Calls a test",
        "Sonomask",
        new ElementType.Transform("ANY"),
        List.of());
  }

  @Override
  public Behaviour create(ElementHost host) {
    return new TransformBehaviour() {
      private String caps;

      @Override
      public boolean setCaps(long in, long out) {
        caps = NativeMemory.take(Gst.gst_caps_to_string(in));
        return true;
      }

      @Override
      public boolean changes(long buffer) {
        onSight.accept(buffer);
        return true;
      }

      @Override
      public int transformIp(long buffer) {
        onBuffer.see(caps, buffer);
        return Flow.OK;
      }

      @Override
      public void close() {}
    };
  }

  /** A buffer's time stamp, ns. */
  public static long time(long buffer) {
    return NativeMemory.getLong(buffer + Layout.GstBuffer.PTS);
  }

  /** A copy of a buffer's bytes. */
  public static byte[] bytes(long buffer) {
    long map = NativeMemory.allocate(Layout.GstMapInfo.SIZE);
    Gst.gst_buffer_map(buffer, map, Flags.GST_MAP_READ);
    byte[] bytes = new byte[(int) Gst.gst_buffer_get_size(buffer)];
    NativeMemory.read(NativeMemory.getLong(map + Layout.GstMapInfo.DATA), bytes, 0, bytes.length);
    Gst.gst_buffer_unmap(buffer, map);
    NativeMemory.free(map);
    return bytes;
  }
}
