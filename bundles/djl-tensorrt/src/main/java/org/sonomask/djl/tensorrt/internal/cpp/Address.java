// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cpp;

import org.bytedeco.javacpp.Pointer;

/** A native address as the presets want it; owns nothing. */
public final class Address extends Pointer {

  /** Points there. */
  public Address(long address) {
    super((Pointer) null);
    this.address = address;
  }
}
