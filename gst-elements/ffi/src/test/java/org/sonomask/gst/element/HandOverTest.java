// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.TestPipeline;

/** A refresh of the framework's own bundle: its classes are loaded anew while a pipeline plays. */
class HandOverTest {

  /** Sees its own classes before its parent's. */
  private static final class Refreshed extends URLClassLoader {
    Refreshed(URL... path) {
      super(path, HandOverTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.sonomask.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  /** Counts frames; loaded by either class loader. */
  public static final class Counting implements ElementProvider, Runnable {
    private final AtomicInteger frames;
    private ElementRegistry.Registration registration;

    public Counting(AtomicInteger frames) {
      this.frames = frames;
    }

    @Override
    public ElementType type() {
      return new ElementType(
          "testhandover",
          "SonoTestHandOver",
          "Test",
          "Generic",
          "A test.",
          "Sonomask",
          new ElementType.Branches(List.of(new ElementType.Branch("sink", "src", "ANY", 4, 0))),
          List.of(PropertySpec.uint64("step", "Step", "Frames counted for one.", 0, 9, 1)));
    }

    @Override
    public Behaviour create(ElementHost host) {
      return new BranchBehaviour() {
        @Override
        public long leaving(int branch, long buffer, long runningTime) {
          frames.addAndGet((int) host.integer("step"));
          return buffer;
        }

        @Override
        public void close() {}
      };
    }

    /** Adds itself, or withdraws itself. */
    @Override
    public void run() {
      if (registration == null) {
        registration = ElementRegistry.add(this);
      } else {
        registration.close();
      }
    }
  }

  @Test
  void aPipelineOutlivesTheFrameworksOwnClasses() throws Exception {
    AtomicInteger first = new AtomicInteger();
    Counting elder = new Counting(first);
    elder.run();
    URL classes = Gst.class.getProtectionDomain().getCodeSource().getLocation();
    URL tests = HandOverTest.class.getProtectionDomain().getCodeSource().getLocation();
    try (Refreshed loader = new Refreshed(classes, tests);
        TestPipeline pipeline =
            new TestPipeline(
                "videotestsrc ! identity name=i ! testhandover name=t step=2 ! fakesink")) {
      AtomicInteger sent = new AtomicInteger();
      AtomicInteger through = new AtomicInteger();
      pipeline.probe("i", "src", buffer -> sent.incrementAndGet());
      pipeline.probe("t", "src", buffer -> through.incrementAndGet());
      pipeline.state(TestPipeline.PLAYING);
      awaitMore(first);
      elder.run();
      int after = first.get();

      AtomicInteger second = new AtomicInteger();
      Class<?> anew = loader.loadClass(Counting.class.getName());
      assertNotSame(Counting.class, anew);
      Runnable younger = (Runnable) anew.getConstructor(AtomicInteger.class).newInstance(second);
      younger.run();
      awaitMore(second);
      assertEquals(0, second.get() % 2, "the property is not the instance's");
      younger.run();
      int end = second.get();
      awaitMore(through);

      assertEquals(end, second.get(), "a call after the withdrawal");
      assertEquals(after, first.get(), "the elder's provider was called again");
      pipeline.state(TestPipeline.PAUSED);
      assertTrue(sent.get() - through.get() <= 6, sent + " in, " + through + " out");
      assertTrue(pipeline.await(TestPipeline.MESSAGE_ERROR, 0).isEmpty());
    }
  }

  private static void awaitMore(AtomicInteger counter) throws InterruptedException {
    int before = counter.get();
    while (counter.get() < before + 10) {
      Thread.sleep(1);
    }
  }
}
