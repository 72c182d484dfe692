// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * What class a C++ object is of ({@code std::type_info}), which {@code dynamic_cast} looks at: a
 * chain of single inheritance, whose classes the library tells apart by their mangled names.
 */
final class ClassInformation {
  private static final NativeLibrary LIBRARY = NativeLibrary.getInstance("libstdc++.so.6");
  private static final String WITHOUT_BASE = "_ZTVN10__cxxabiv117__class_type_infoE";
  private static final String WITH_BASE = "_ZTVN10__cxxabiv120__si_class_type_infoE";
  private static final int FIELDS = 3;

  private final ClassInformation base;
  private final Memory name;
  private final Memory information = new Memory(FIELDS * (long) Native.POINTER_SIZE);

  /**
   * Describes a class.
   *
   * @param base null for none
   * @param mangled its name as the ABI mangles it
   */
  private ClassInformation(ClassInformation base, String mangled) {
    this.base = base;
    this.name = Plugin.text(mangled);
    Pointer table = LIBRARY.getGlobalVariableAddress(base == null ? WITHOUT_BASE : WITH_BASE);
    information.clear();
    information.setPointer(0, table.share(2L * Native.POINTER_SIZE));
    information.setPointer(Native.POINTER_SIZE, name);
    if (base != null) {
      information.setPointer(2L * Native.POINTER_SIZE, this.base.address());
    }
  }

  /** Describes the last of several classes, each of which extends the one before. */
  static ClassInformation of(String... mangled) {
    ClassInformation last = null;
    for (String name : mangled) {
      last = new ClassInformation(last, name);
    }
    return last;
  }

  Pointer address() {
    return information;
  }
}
