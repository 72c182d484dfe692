// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.library;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonomask.djl.tensorrt.internal.cpp.TensorRtLog;

/** TensorRT's own plugins, which some models use. */
public final class Plugins {
  private static final String LIBRARY = "libnvinfer_plugin.so.10";
  private static boolean loaded;

  private Plugins() {}

  /** Makes them known, once, if they are there. */
  public static synchronized void load(TensorRtLibraries libraries) {
    Path file = libraries.folder().resolve(LIBRARY);
    if (!loaded && Files.isReadable(file)) {
      NativeLibrary.getInstance(file.toString())
          .getFunction("initLibNvInferPlugins")
          .invokeInt(new Object[] {new Pointer(TensorRtLog.get().address()), ""});
      loaded = true;
    }
  }
}
