// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import com.sun.jna.Function;
import com.sun.jna.Pointer;

/** A native function known by its address only, such as a parent class's. Not for hot paths. */
public final class NativeFunction {
  private final Function function;

  public NativeFunction(long address) {
    this.function = Function.getFunction(new Pointer(address));
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
