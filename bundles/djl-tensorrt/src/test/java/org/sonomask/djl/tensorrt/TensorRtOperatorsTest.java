// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TensorRtOperatorsTest {

  @Test
  void eachIsRegisteredOnce() {
    int[] registered = new int[2];
    TensorRtOperators.add(() -> registered[0]++);
    TensorRtOperators.register();
    TensorRtOperators.add(() -> registered[1]++);
    TensorRtOperators.register();
    TensorRtOperators.register();
    assertEquals(1, registered[0]);
    assertEquals(1, registered[1]);
  }
}
