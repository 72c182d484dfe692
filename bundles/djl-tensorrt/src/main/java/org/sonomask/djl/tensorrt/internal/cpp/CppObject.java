// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cpp;

import com.sun.jna.Function;
import org.bytedeco.javacpp.Pointer;

/**
 * Deletes objects of TensorRT, as C++ programs do since TensorRT 10: through the deleting
 * destructor in the object's table of virtual functions (Itanium C++ ABI, 2.5.2). The presets have
 * no function for that; their own {@code close()} leaves objects that a function returned as they
 * are.
 */
public final class CppObject {
  private static final long POINTER_BYTES = 8;

  /** A class whose first virtual function is its destructor has the deleting one second. */
  private static final int DELETING = 1;

  /** {@code IParser} declares eight functions before its destructor. */
  private static final int DELETING_OF_PARSER = 9;

  private CppObject() {}

  /** Deletes an object of a class that derives from {@code INoCopy}; does nothing with null. */
  public static void delete(Pointer object) {
    delete(object, DELETING);
  }

  /** Deletes an {@code nvonnxparser::IParser}; does nothing with null. */
  public static void deleteParser(Pointer parser) {
    delete(parser, DELETING_OF_PARSER);
  }

  private static void delete(Pointer object, int slot) {
    if (Pointer.isNull(object)) {
      return;
    }
    com.sun.jna.Pointer self = new com.sun.jna.Pointer(object.address());
    object.setNull();
    Function destructor = Function.getFunction(self.getPointer(0).getPointer(slot * POINTER_BYTES));
    destructor.invokeVoid(new Object[] {self});
  }
}
