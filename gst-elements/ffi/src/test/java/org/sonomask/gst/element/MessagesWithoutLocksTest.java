// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.TestPipeline;

/**
 * What a behaviour posts when it starts is posted without a lock of the element: the program that
 * handles it may change states, or wait for a thread that does.
 */
class MessagesWithoutLocksTest {
  private final List<Integer> types = Collections.synchronizedList(new ArrayList<>());
  private final List<Boolean> locked = Collections.synchronizedList(new ArrayList<>());
  private volatile ElementHost host;

  private final ElementProvider provider =
      new ElementProvider() {
        @Override
        public ElementType type() {
          return new ElementType(
              "testloud",
              "SonoTestLoud",
              "Test",
              "Filter/Effect/Video",
              "A test.",
              "Sonomask",
              new ElementType.Transform("video/x-raw"),
              List.of());
        }

        @Override
        public Behaviour create(ElementHost created) {
          host = created;
          return new Loud(created);
        }
      };

  private record Loud(ElementHost host) implements TransformBehaviour {
    @Override
    public void start() {
      host.latencyChanged();
      host.warn("It is loud.", "");
      host.post("test-loud", Map.of());
    }

    @Override
    public boolean setCaps(long in, long out) {
      return true;
    }

    @Override
    public int transformIp(long buffer) {
      return Flow.OK;
    }

    @Override
    public void close() {}
  }

  private void note(int type) {
    int ours =
        TestPipeline.MESSAGE_LATENCY | TestPipeline.MESSAGE_WARNING | TestPipeline.MESSAGE_ELEMENT;
    if ((type & ours) != 0) {
      types.add(type);
      locked.add(Thread.holdsLock(host));
    }
  }

  @Test
  void whatABehaviourPostsWhenItStartsIsPostedWithoutALock() {
    Launch.initialise();
    ElementRegistry.Registration first = ElementRegistry.add(provider);
    try (TestPipeline pipeline = new TestPipeline("videotestsrc ! testloud ! fakesink")) {
      pipeline.whenPosted(this::note);
      pipeline.state(TestPipeline.PLAYING);
      assertAllPosted();
      first.close();
      types.clear();
      ElementRegistry.Registration second = ElementRegistry.add(provider);
      assertAllPosted();
      pipeline.state(TestPipeline.NULL);
      second.close();
    }
    assertFalse(locked.contains(true));
  }

  /** In their order; elements of GStreamer may tell of their latencies in between. */
  private void assertAllPosted() {
    List<Integer> posted = List.copyOf(types);
    assertTrue(posted.contains(TestPipeline.MESSAGE_LATENCY));
    assertEquals(
        List.of(TestPipeline.MESSAGE_WARNING, TestPipeline.MESSAGE_ELEMENT),
        posted.stream().filter(type -> type != TestPipeline.MESSAGE_LATENCY).toList());
  }
}
