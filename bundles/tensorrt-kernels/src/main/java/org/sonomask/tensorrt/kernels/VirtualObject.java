// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Arrays;

/**
 * A C++ object of an abstract class with single inheritance and no data, laid out by hand as the
 * Itanium C++ ABI has it: a pointer to the table of its virtual functions, before which stands what
 * class it is. TensorRT's interfaces are such classes, and so its plugins can be written in Java.
 * Lives as long as it is reachable; Java errors must not leave the functions.
 */
final class VirtualObject {
  private static final int HEAD = 2 * Native.POINTER_SIZE;

  private final Memory table;
  private final Memory object = new Memory(Native.POINTER_SIZE);
  private final Callback[] functions;
  private final ClassInformation type;
  private final Nothing nothing = self -> 0;

  /** For what nobody needs: every result is 0, false or none. */
  private interface Nothing extends Callback {
    long call(Pointer self);
  }

  /**
   * Makes an object.
   *
   * @param functions by place in the table; null does nothing
   */
  VirtualObject(ClassInformation type, Callback... functions) {
    this.type = type;
    this.functions = Arrays.copyOf(functions, functions.length);
    this.table = new Memory(HEAD + (long) functions.length * Native.POINTER_SIZE);
    table.setLong(0, 0);
    table.setPointer(Native.POINTER_SIZE, this.type.address());
    for (int i = 0; i < functions.length; i++) {
      this.functions[i] = functions[i] == null ? nothing : functions[i];
      table.setPointer(
          HEAD + (long) i * Native.POINTER_SIZE,
          CallbackReference.getFunctionPointer(this.functions[i]));
    }
    object.setPointer(0, table.share(HEAD));
  }

  /** Its address, C++'s {@code this}. */
  Pointer address() {
    return object;
  }
}
