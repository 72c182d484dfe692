// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.broadcast;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.freedesktop.gstreamer.Gst;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.launcher.Plugin;

/**
 * Takes a live source, and sends an MPEG transport stream of three programmes: the marked picture
 * with its sound and the masks as KLV; the plain picture as fill; the mask as key. The stream goes
 * on when the source fails, black and silent, until the source is back.
 */
public final class BroadcastOverlay {

  private static final String CAPS = "width=1280,height=720,framerate=25/1";
  private static final long BEFORE_NEXT_TRY_MILLIS = 1_000;

  private BroadcastOverlay() {}

  private static void run(Path distribution, String input, URI output, String caps)
      throws Exception {
    try (Plugin plugin = Plugin.start(distribution);
        Programme programme = new Programme(output, caps)) {
      while (true) {
        try (Input source = new Input(input, programme)) {
          System.out.println("lost: " + source.awaitLoss());
        }
        Thread.sleep(BEFORE_NEXT_TRY_MILLIS);
      }
    }
  }

  /** Ctrl-C and SIGTERM end the programme before the process. */
  private static void stopWithTheProcess(Thread main) {
    Thread hook =
        new Thread(
            () -> {
              main.interrupt();
              try {
                main.join();
              } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Without the hook of the process, which would wait for this very thread. */
  private static void fail(Throwable failure) {
    System.err.println("broadcast-overlay: " + failure.getMessage());
    Runtime.getRuntime().halt(1);
  }

  /**
   * Runs until it is stopped.
   *
   * @param arguments the distribution's folder, the source's URI, the URI to send to, and the size
   *     and rate of all pictures, if other than 1280x720 at 25 a second
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("Usage: INPUT OUTPUT [CAPS], e.g. rtsp://camera/1 udp://127.0.0.1:5000");
      System.exit(64);
    }
    stopWithTheProcess(Thread.currentThread());
    Gst.init("broadcast-overlay");
    String caps = arguments.length > 3 ? arguments[3] : CAPS;
    try {
      run(Path.of(arguments[0]), arguments[1], URI.create(arguments[2]), caps);
    } catch (InterruptedException stopped) {
      System.out.println("stopped");
    } catch (ExecutionException failure) {
      fail(failure.getCause());
    } catch (IllegalArgumentException | GstException failure) {
      fail(failure);
    }
  }
}
