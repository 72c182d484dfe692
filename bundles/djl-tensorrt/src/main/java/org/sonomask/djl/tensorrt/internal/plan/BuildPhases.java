// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of a build is over, told from the phases that TensorRT reports. Phases are nested: a
 * phase's part is a step of its parent. Thread-safe.
 */
final class BuildPhases {
  private final Map<String, Phase> open = new LinkedHashMap<>();
  private double furthest;

  private static final class Phase {
    private final String parent;
    private final int steps;
    private int done;

    private Phase(String parent, int steps) {
      this.parent = parent;
      this.steps = Math.max(1, steps);
    }
  }

  synchronized void begin(String phase, String parent, int steps) {
    open.put(phase, new Phase(parent, steps));
  }

  synchronized void step(String phase, int step) {
    Phase stepped = open.get(phase);
    if (stepped != null) {
      stepped.done = Math.min(stepped.steps, Math.max(stepped.done, step + 1));
    }
  }

  synchronized void end(String phase) {
    open.remove(phase);
  }

  /** 0 to 1; never sinks. */
  synchronized double done() {
    double done = 0;
    for (Phase phase : open.values()) {
      if (phase.parent == null || !open.containsKey(phase.parent)) {
        done = Math.max(done, share(phase));
      }
    }
    furthest = Math.max(furthest, done);
    return furthest;
  }

  private double share(Phase phase) {
    double part = 0;
    for (Phase child : open.values()) {
      if (child.parent != null && open.get(child.parent) == phase) {
        part = Math.max(part, share(child));
      }
    }
    return Math.min(1, (phase.done + part) / phase.steps);
  }
}
