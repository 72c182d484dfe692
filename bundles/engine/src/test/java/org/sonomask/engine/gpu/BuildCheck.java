// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.gpu;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.Segmenter;
import org.sonomask.engine.internal.EngineLoader;
import org.sonomask.engine.internal.GpuModelBuilder;

/**
 * What {@code sonomask model build} does, on a machine with a GPU and without GStreamer. Exit
 * status 0 if the model then runs there.
 */
public final class BuildCheck {
  private static final long PAUSE_NANOS = 5_000_000_000L;

  private BuildCheck() {}

  /** {@code MODEL.onnx [OPTION=VALUE]...}, options of the engine. */
  public static void main(String[] arguments) throws Exception {
    Path model = Path.of(arguments[0]);
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < arguments.length; i++) {
      String[] option = arguments[i].split("=", 2);
      options.put(option[0], option[1]);
    }
    GpuModelBuilder builder = new GpuModelBuilder();
    System.out.println(builder.choice());
    long start = System.nanoTime();
    AtomicLong told = new AtomicLong(start - PAUSE_NANOS);
    ModelBuilder.Built built =
        builder.build(
            model,
            options,
            (done, what) -> {
              long now = System.nanoTime();
              if (now - told.get() > PAUSE_NANOS) {
                told.set(now);
                System.out.printf("%3.0f s %3.0f %% %s%n", (now - start) / 1e9, 100 * done, what);
              }
              return true;
            });
    System.out.println(built);
    System.out.printf("built in %.1f s%n", (System.nanoTime() - start) / 1e9);
    long again = System.nanoTime();
    try (Segmenter segmenter = new EngineLoader().load(model)) {
      String engine = segmenter.getClass().getSimpleName();
      System.out.printf(
          "loaded again on %s in %.1f s%n", engine, (System.nanoTime() - again) / 1e9);
      Runtime.getRuntime().halt(engine.startsWith("TensorRt") ? 0 : 1);
    }
  }
}
