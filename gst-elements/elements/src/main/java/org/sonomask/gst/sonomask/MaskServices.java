// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.util.concurrent.atomic.AtomicReference;
import org.sonomask.api.MaskService;

/**
 * Where elements find the mask service, which comes and goes. While there is none, elements pass
 * data through.
 */
final class MaskServices {
  private final AtomicReference<MaskService> current = new AtomicReference<>();

  /** The service is there. */
  void set(MaskService service) {
    current.set(service);
  }

  /** The service goes; does nothing if another one has come already. */
  void clear(MaskService service) {
    current.compareAndSet(service, null);
  }

  /** The service, or null. */
  MaskService current() {
    return current.get();
  }
}
