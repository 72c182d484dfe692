// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.recording;

import java.io.IOException;
import java.nio.file.Path;
import org.sonomask.runtime.MaskRuntime;

/** Records from a mask service without OSGi. */
public final class RecordingTool {
  private RecordingTool() {}

  /** Records so many windows of a stream that plays. */
  public static void record(MaskRuntime runtime, Path file, String stream, int windows)
      throws IOException, InterruptedException {
    Recording recording = new Recording(file, stream, windows);
    runtime.addWindowListener(recording);
    while (recording.state().running()) {
      Thread.sleep(5);
    }
    runtime.removeWindowListener(recording);
    recording.end();
  }
}
