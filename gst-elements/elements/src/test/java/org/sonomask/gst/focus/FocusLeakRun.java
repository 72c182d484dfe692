// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.MaskWriter;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.paint.Masks;

/** Runs all that can leak, in a process of its own. */
public final class FocusLeakRun {
  private FocusLeakRun() {}

  /** Runs, and ends GStreamer, which makes the tracer report. */
  public static void main(String[] arguments) throws InterruptedException {
    Launch.initialise();
    MaskWriter.register();
    ElementRegistry.Registration focus = ElementRegistry.add(new SonoFocusProvider());
    ElementRegistry.Registration stamp =
        ElementRegistry.add(
            new TestElement(
                "focusstamp",
                (caps, buffer) ->
                    MaskWriter.attach(buffer, MaskWriter.fields(Masks.drawn("0011", "0011"), 1))));
    for (String output : new String[] {"video", "crop", "region"}) {
      try (TestPipeline pipeline =
          new TestPipeline(
              "videotestsrc ! video/x-raw,framerate=100/1 ! focusstamp ! sonofocus name=f output="
                  + output
                  + " ! fakesink sync=true")) {
        pipeline.state(TestPipeline.PLAYING);
        Thread.sleep(150);
        pipeline.seek(0);
        Thread.sleep(100);
        pipeline.set("f", "output", "crop");
        Thread.sleep(100);
        pipeline.state(TestPipeline.NULL);
        pipeline.state(TestPipeline.PLAYING);
      }
    }
    focus.close();
    stamp.close();
    TestPipeline.endGStreamer();
  }
}
