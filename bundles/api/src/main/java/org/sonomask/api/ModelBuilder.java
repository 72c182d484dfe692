// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Prepares a model for a GPU ahead of its use, and says which engine models run on. A service of an
 * engine. Thread-safe.
 */
public interface ModelBuilder {

  /** Hears how far a build is; on any thread. */
  @FunctionalInterface
  interface Progress {

    /**
     * It went on.
     *
     * @param done 0 to 1
     * @param what is done now, in words
     * @return whether to go on; if not, the build fails
     */
    boolean at(double done, String what);
  }

  /**
   * What {@code engine=auto} picks on this machine.
   *
   * @param engine its name, as the service property {@code sonomask.engine} has it
   * @param place what it runs on, in words
   * @param reason why no GPU is used; empty if one is
   * @param remedy what to do about that; empty if nothing is to be done, or nothing can be
   */
  record Choice(String engine, String place, String reason, String remedy) {}

  /**
   * How alike two engines' masks of the same windows are.
   *
   * @param pixels compared
   * @param labels different labels among the processor's
   * @param different share of pixels whose labels differ
   * @param confidenceGap mean distance of the confidences, of 255
   */
  record Agreement(long pixels, int labels, double different, double confidenceGap) {}

  /**
   * How fast batches of one size are, with their copies, several at a time.
   *
   * @param batch windows of a batch
   * @param milliseconds that a batch takes alone
   * @param windowsPerSecond when the next is copied meanwhile
   */
  record Speed(int batch, double milliseconds, double windowsPerSecond) {}

  /**
   * What was built.
   *
   * @param info of the model
   * @param place GPU and engine, in words
   * @param precision that it computes in
   * @param plans that were built; others were there
   * @param agreement with the same model on the processor
   * @param speeds of each size of batch
   */
  record Built(
      SegmenterInfo info,
      String place,
      String precision,
      int plans,
      Agreement agreement,
      List<Speed> speeds) {}

  /**
   * Where the same model lies, written down for the GPU's engine and batches of one size; if it is
   * there for each size, it is what is built.
   */
  Path variant(Path model, int batch);

  /** Which engine {@code auto} picks, and why. Takes some milliseconds. */
  Choice choice();

  /**
   * Builds a model for the GPU, compares its masks with those of the processor, keeps what it
   * built, and measures it. If half precision changes too many labels, it goes on with higher ones.
   *
   * @param model an ONNX file
   * @param options of the engine, such as {@code batches} and {@code precision}
   * @throws SegmenterException if there is no GPU, or it cannot run the model as the processor
   *     does; the message says why
   */
  Built build(Path model, Map<String, String> options, Progress progress) throws SegmenterException;
}
