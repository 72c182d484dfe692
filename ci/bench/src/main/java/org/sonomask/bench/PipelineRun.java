// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.gst.ffi.Launch;

/** Runs a pipeline to its end. */
final class PipelineRun {

  private static final int LONGEST_SECONDS = 300;

  private PipelineRun() {}

  /**
   * Runs a pipeline until it ends.
   *
   * @return the CPU time that the whole process took meanwhile, ns
   * @throws IllegalStateException if the pipeline fails; the message is GStreamer's
   * @throws GstException if the description has an error, a missing element for instance
   */
  static long cpuNanos(String description) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    // gst1-java-core reads a GError after freeing it when a description has an error.
    Launch.check(description);
    Pipeline pipeline = (Pipeline) Gst.parseLaunch(description);
    Bus bus = pipeline.getBus();
    bus.connect((Bus.EOS) source -> end.complete(null));
    bus.connect(
        (Bus.ERROR)
            (source, code, message) ->
                end.completeExceptionally(new IllegalStateException(source + ": " + message)));
    long before = ProcessClock.nanos();
    try {
      pipeline.play();
      end.get(LONGEST_SECONDS, TimeUnit.SECONDS);
      return ProcessClock.nanos() - before;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the pipeline \"" + description + "\" did not end well", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      pipeline.stop();
      pipeline.dispose();
    }
  }
}
