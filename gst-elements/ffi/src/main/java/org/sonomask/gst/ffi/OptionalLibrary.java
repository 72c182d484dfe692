// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import com.sun.jna.NativeLibrary;
import java.util.Optional;

/**
 * A library that may be missing, such as gstanalytics-1.0 before GStreamer 1.24. Never linked,
 * looked up at run time: versions alone do not tell what is installed.
 */
public final class OptionalLibrary {
  private final NativeLibrary library;

  private OptionalLibrary(NativeLibrary library) {
    this.library = library;
  }

  /**
   * Opens a library if it is there.
   *
   * @param name as pkg-config says it
   */
  public static Optional<OptionalLibrary> open(String name) {
    try {
      return Optional.of(new OptionalLibrary(NativeLibraries.open(name)));
    } catch (UnsatisfiedLinkError absent) {
      return Optional.empty();
    }
  }

  /** Finds a function if the library has it; the library stays as long as the function is kept. */
  public Optional<NativeFunction> function(String name) {
    try {
      return Optional.of(new NativeFunction(library.getFunction(name)));
    } catch (UnsatisfiedLinkError absent) {
      return Optional.empty();
    }
  }
}
