// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Finds shared libraries and binds classes of {@code native} methods to them. */
final class NativeLibraries {
  private NativeLibraries() {}

  /** Binds every native method of {@code declarations} to the library, by name. */
  static void bind(Class<?> declarations, String name) {
    Native.register(declarations, open(name));
  }

  /**
   * Opens a library. The versioned file comes first: Debian has the plain name only in packages for
   * development.
   *
   * @param name as pkg-config says it, such as {@code gstreamer-1.0}
   * @throws UnsatisfiedLinkError if the library is not installed
   */
  static NativeLibrary open(String name) {
    try {
      return NativeLibrary.getInstance("lib" + name + ".so.0");
    } catch (UnsatisfiedLinkError versionedIsMissing) {
      return NativeLibrary.getInstance(name);
    }
  }
}
