// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;

/** A plan that {@link Acceptance} built. Its engine lives until the process ends. */
final class BuiltPlan implements Computation {
  /** Held for ever, for TensorRT's own threads write to it. */
  private static final Log LOG = new Log();

  private final ICudaEngine engine;

  BuiltPlan(Path file) throws IOException, RefusedException {
    cudart.cudaSetDevice(0);
    engine = Plan.load(file, LOG);
  }

  @Override
  public OptionalInt batch() {
    long rows = engine.getTensorShape("frame").d(0);
    return rows < 0 ? OptionalInt.empty() : OptionalInt.of((int) rows);
  }

  @Override
  public Map<String, byte[]> run(Shown shown) throws RefusedException {
    try (Execution execution = new Execution(engine, shown)) {
      return execution.run();
    }
  }

  @Override
  public void close() {}
}
