// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What is shown, but for frames with a share of bytes one grey level off, up or down: always the
 * same ones.
 */
record Disturbed(Shown shown, double share) implements Shown {
  private static final int MOST = 255;

  @Override
  public int count() {
    return shown.count();
  }

  @Override
  public Map<String, Input> inputs() {
    Map<String, Input> inputs = new LinkedHashMap<>(shown.inputs());
    ByteBuffer bytes = inputs.get("frame").bytes();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < bytes.limit(); i++) {
      if (random.nextDouble() < share) {
        int value = (bytes.get(i) & MOST) + (random.nextBoolean() ? 1 : -1);
        bytes.put(i, (byte) Math.max(0, Math.min(MOST, value)));
      }
    }
    return inputs;
  }
}
