// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.freedesktop.gstreamer.Caps;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.Sample;
import org.freedesktop.gstreamer.elements.AppSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.sonomask.dist.stamp.StampActivator;
import org.sonomask.launcher.Plugin;

/** In a real Felix, under a live pipeline: bundles come and go, and every frame arrives. */
class ElementsFollowBundlesTest {

  private static final long FRAME_NANOS = TimeUnit.SECONDS.toNanos(1) / 200;

  @TempDir private Path folder;
  private Plugin plugin;
  private Bundle stamp;
  private Pipeline pipeline;
  private AppSink sink;
  private long frames;
  private long firstTime;

  @BeforeEach
  void startFelixAndALivePipeline() throws Exception {
    Gst.init("sonomask-test");
    plugin = Distribution.start();
    Path jar = Distribution.bundle(folder.resolve("stamp.jar"), StampActivator.class);
    stamp = plugin.context().installBundle(jar.toUri().toString());
    stamp.start();
    pipeline = livePipeline();
    pipeline.play();
  }

  @AfterEach
  void stop() throws Exception {
    pipeline.stop();
    plugin.close();
  }

  private Pipeline livePipeline() {
    Pipeline live = new Pipeline("live");
    Element source = ElementFactory.make("videotestsrc", "source");
    source.set("is-live", true);
    source.set("pattern", 2);
    Element format = ElementFactory.make("capsfilter", "format");
    format.set(
        "caps", Caps.fromString("video/x-raw,format=GRAY8,width=64,height=48,framerate=200/1"));
    Element element = ElementFactory.make("teststamp", "stamp");
    sink = (AppSink) ElementFactory.make("appsink", "sink");
    sink.set("sync", false);
    live.addMany(source, format, element, sink);
    assertTrue(Element.linkMany(source, format, element, sink));
    return live;
  }

  /** Takes the next frame, which must be the one after the last one. */
  private boolean nextIsStamped() {
    Sample sample = sink.pullSample();
    assertNotNull(sample, "the stream ended");
    long time = sample.getBuffer().getPresentationTimestamp();
    firstTime = frames == 0 ? time : firstTime;
    assertEquals(firstTime + frames * FRAME_NANOS, time, "a frame was lost");
    frames++;
    byte first = sample.getBuffer().map(false).get(0);
    sample.getBuffer().unmap();
    sample.dispose();
    return first == StampActivator.STAMP;
  }

  private void awaitStamped(boolean expected) {
    while (nextIsStamped() != expected) {
      assertTrue(frames < 20_000, "the change never reached the frames");
    }
  }

  @Test
  void aBundleStopsAndStartsAHundredTimesWithoutALostFrame() throws BundleException {
    for (int round = 0; round < 100; round++) {
      awaitStamped(true);
      stamp.stop();
      awaitStamped(false);
      stamp.start();
    }
    awaitStamped(true);
  }

  @Test
  void theRegistrarItselfMayGoAndComeBack() throws BundleException {
    Bundle registrar =
        Arrays.stream(plugin.context().getBundles())
            .filter(bundle -> "org.sonomask.registrar".equals(bundle.getSymbolicName()))
            .findFirst()
            .orElseThrow();
    for (int round = 0; round < 10; round++) {
      awaitStamped(true);
      registrar.stop();
      awaitStamped(false);
      registrar.start();
    }
    awaitStamped(true);
  }

  @Test
  void anUninstalledBundleLeavesItsElementBehindAndANewOneTakesItOver() throws Exception {
    awaitStamped(true);
    stamp.uninstall();
    awaitStamped(false);
    Path again = Distribution.bundle(folder.resolve("again.jar"), StampActivator.class);
    plugin.context().installBundle(again.toUri().toString()).start();
    awaitStamped(true);
  }
}
