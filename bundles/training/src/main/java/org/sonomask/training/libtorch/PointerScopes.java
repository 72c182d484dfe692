// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.libtorch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** Native memory that must outlive the scope it is made in. */
final class PointerScopes {
  private PointerScopes() {}

  /**
   * Makes a pointer that no enclosing {@link PointerScope} closes. The maker's intermediate
   * pointers are closed.
   */
  static <P extends Pointer> P outside(Supplier<P> maker) {
    try (PointerScope scope = new PointerScope()) {
      P pointer = maker.get();
      pointer.retainReference();
      return pointer;
    }
  }

  /**
   * Makes a pointer that the enclosing {@link PointerScope} closes, if there is one. The maker's
   * intermediate pointers are closed at once.
   */
  static <P extends Pointer> P inside(Supplier<P> maker) {
    PointerScope enclosing = PointerScope.getInnerScope();
    P pointer = outside(maker);
    if (enclosing != null) {
      enclosing.attach(pointer);
      pointer.releaseReference();
    }
    return pointer;
  }
}
