// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.util.Locale;
import org.sonomask.api.ModelBuilder;
import org.sonomask.djl.tensorrt.TensorRtReport;

/** Which engine runs a model. */
public enum EngineChoice {
  /** TensorRT on a machine with a GPU, else ONNX Runtime. */
  AUTO,
  /** The processor. */
  ONNXRUNTIME,
  /** NVIDIA GPUs. */
  TENSORRT;

  /**
   * Reads a configured name.
   *
   * @throws IllegalArgumentException if there is no such engine; the message names those there are
   */
  public static EngineChoice of(String name) {
    for (EngineChoice choice : values()) {
      if (choice.engine().equals(name)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "there is no engine '" + name + "'; there are auto, onnxruntime and tensorrt");
  }

  /** Its name, as configurations and the service property {@code sonomask.engine} have it. */
  public String engine() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What {@link #AUTO} is on this machine. */
  public static ModelBuilder.Choice automatic() {
    return automatic(TensorRtReport.examine());
  }

  static ModelBuilder.Choice automatic(TensorRtReport report) {
    return report.usable()
        ? new ModelBuilder.Choice(
            TENSORRT.engine(),
            String.join(", ", report.gpus()) + " with TensorRT " + report.version(),
            "",
            "")
        : new ModelBuilder.Choice(
            ONNXRUNTIME.engine(), "the processor", report.reason(), report.remedy());
  }
}
