// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist.stamp;

import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.TransformBehaviour;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;

/** A bundle as a user would write one: its element stamps the first byte of every frame. */
public final class StampActivator implements BundleActivator, ElementProvider {

  /** What the first byte of a stamped frame is. */
  public static final byte STAMP = 0x5a;

  @Override
  public void start(BundleContext context) {
    context.registerService(ElementProvider.class, this, null);
  }

  @Override
  public void stop(BundleContext context) {}

  @Override
  public ElementType type() {
    return new ElementType(
        "teststamp",
        "SonoTestStamp",
        "Stamp",
        "Filter/Effect/Video",
        "Stamps the first byte of every frame.",
        "Sonomask",
        new ElementType.Transform("video/x-raw"),
        List.of());
  }

  @Override
  public Behaviour create(ElementHost host) {
    return new Stamper();
  }

  private static final class Stamper implements TransformBehaviour {
    private boolean closed;

    @Override
    public boolean setCaps(long in, long out) {
      return true;
    }

    @Override
    public int transformIp(long buffer) {
      if (closed) {
        throw new IllegalStateException("called after the end");
      }
      Gst.gst_buffer_fill(buffer, 0, new byte[] {STAMP}, 1);
      return Flow.OK;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
