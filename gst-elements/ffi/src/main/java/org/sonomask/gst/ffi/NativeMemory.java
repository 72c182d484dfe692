// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the Java heap, by address. Nothing is checked: a wrong address ends the process.
 * No call allocates on the Java heap but {@link #view}, {@link #string} and {@link #take}.
 */
public final class NativeMemory {
  /** Every address is an offset from here, so that reading needs no object for each address. */
  private static final Pointer ALL = new Pointer(0);

  private NativeMemory() {}

  /** Allocates zeroed memory; whoever allocates frees. */
  public static long allocate(long bytes) {
    long address = GLib.g_malloc0(bytes);
    if (address == 0) {
      throw new OutOfMemoryError("no " + bytes + " bytes of native memory left");
    }
    return address;
  }

  /** Frees memory of {@link #allocate} or of g_malloc; 0 is allowed. */
  public static void free(long address) {
    GLib.g_free(address);
  }

  public static byte getByte(long address) {
    return ALL.getByte(address);
  }

  public static int getInt(long address) {
    return ALL.getInt(address);
  }

  public static void putInt(long address, int value) {
    ALL.setInt(address, value);
  }

  public static long getLong(long address) {
    return ALL.getLong(address);
  }

  public static void putLong(long address, long value) {
    ALL.setLong(address, value);
  }

  public static double getDouble(long address) {
    return ALL.getDouble(address);
  }

  /** Copies native bytes into an array. */
  public static void read(long address, byte[] to, int offset, int length) {
    ALL.read(address, to, offset, length);
  }

  /** Copies an array's bytes to native memory. */
  public static void write(long address, byte[] from, int offset, int length) {
    ALL.write(address, from, offset, length);
  }

  /**
   * Sees memory as a buffer in native byte order, without a copy. The buffer dangles as soon as the
   * memory is freed or unmapped: it must not outlive the call that mapped it.
   */
  public static ByteBuffer view(long address, long bytes) {
    return ALL.getByteBuffer(address, bytes).order(ByteOrder.nativeOrder());
  }

  /** Reads a UTF-8 string; null for address 0. */
  public static String string(long address) {
    return address == 0 ? null : ALL.getString(address, "UTF-8");
  }

  /** Reads a UTF-8 string and frees it; null for address 0. */
  public static String take(long address) {
    String text = string(address);
    free(address);
    return text;
  }
}
