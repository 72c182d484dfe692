// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import com.sun.jna.Function;
import com.sun.jna.Pointer;

/**
 * A native function: one of a library, or one known by its address only, such as a parent class's.
 * One of a library keeps the library loaded: JNA unloads libraries that nothing refers to. Not for
 * hot paths.
 */
public final class NativeFunction {
  private final Function function;

  /** A function of code that is never unloaded, such as that of a GType's class. */
  public NativeFunction(long address) {
    this(Function.getFunction(new Pointer(address)));
  }

  NativeFunction(Function function) {
    this.function = function;
  }

  /** Calls it; arguments are Long and Integer. */
  public int callInt(Object... arguments) {
    return function.invokeInt(arguments);
  }

  /** Calls it; arguments are Long and Integer. */
  public long callLong(Object... arguments) {
    return function.invokeLong(arguments);
  }

  /** Calls it; arguments are Long and Integer. */
  public void call(Object... arguments) {
    function.invokeVoid(arguments);
  }
}
