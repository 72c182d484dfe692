// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.SegmenterException;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.ModelVariant;
import org.sonomask.djl.tensorrt.Precision;
import org.sonomask.djl.tensorrt.TensorRtOptions;

/**
 * A model built for the first GPU, whose masks are the processor's: with half precision if that
 * changes few labels, or else with as much more as it needs.
 *
 * @param segmenter that runs it; its owner closes it
 * @param options it was built with
 * @param agreement with the processor
 */
public record GpuBuild(
    TensorRtSegmenter segmenter, TensorRtOptions options, ModelBuilder.Agreement agreement) {
  private static final Logger LOG = LoggerFactory.getLogger(GpuBuild.class);

  /** Share of pixels whose labels may differ. */
  private static final double MOST_DIFFERENT = 0.005;

  /** Mean distance of confidences, of 255. */
  private static final double MOST_CONFIDENCE_GAP = 2;

  /** What the model was built with before, or else what is wanted now. */
  public static TensorRtOptions known(Path model, TensorRtOptions wanted) {
    return BuildRecord.find(model, wanted.cache())
        .filter(kept -> kept.batches().equals(wanted.batches()))
        .orElse(wanted);
  }

  /**
   * Builds, compares, and remembers what held.
   *
   * @param wanted its precision is the first that is tried, unless the model has variants for
   *     TensorRT
   * @throws SegmenterException if the model does not run there, or not as on the processor
   */
  public static GpuBuild run(Path model, TensorRtOptions wanted, ModelBuilder.Progress progress)
      throws SegmenterException {
    String why = "";
    boolean typed = ModelVariant.areThere(model, wanted.batches());
    Precision first = typed ? Precision.TYPED : wanted.precision();
    try (OnnxSegmenter processor = OnnxSegmenter.open(model, EngineOptions.DEFAULT)) {
      for (Precision precision : Precision.values()) {
        if (precision.compareTo(first) < 0) {
          continue;
        }
        TensorRtOptions options = wanted.with(precision);
        try {
          GpuBuild build = compared(model, options, processor, progress);
          if (holds(build.agreement())) {
            keep(model, options);
            return build;
          }
          build.segmenter().close();
          why = difference(precision, build.agreement());
        } catch (SegmenterException refused) {
          // What was written down for TensorRT may ask for operators that another one has not.
          if (precision != Precision.TYPED) {
            throw refused;
          }
          why = refused.getMessage();
        }
        LOG.info("{}: {}", model, why);
      }
    }
    throw new SegmenterException(model + " does not run on the GPU as it should: " + why);
  }

  static boolean holds(ModelBuilder.Agreement agreement) {
    return agreement.different() <= MOST_DIFFERENT
        && agreement.confidenceGap() <= MOST_CONFIDENCE_GAP;
  }

  private static GpuBuild compared(
      Path model, TensorRtOptions options, OnnxSegmenter processor, ModelBuilder.Progress progress)
      throws SegmenterException {
    TensorRtSegmenter gpu = TensorRtSegmenter.open(model, options, listener(progress, options));
    try {
      return new GpuBuild(gpu, options, EngineAgreement.of(processor, gpu));
    } catch (SegmenterException | RuntimeException e) {
      gpu.close();
      throw e;
    }
  }

  private static String difference(Precision precision, ModelBuilder.Agreement agreement) {
    return String.format(
        Locale.ROOT,
        "in %s %.2f %% of the labels differ from the processor's, certainties by %.1f of 255",
        precision,
        100 * agreement.different(),
        agreement.confidenceGap());
  }

  private static void keep(Path model, TensorRtOptions options) {
    try {
      BuildRecord.keep(model, options);
    } catch (IOException e) {
      LOG.warn("{} will be compared again when it is loaded next: {}", model, e.getMessage());
    }
  }

  private static BuildListener listener(ModelBuilder.Progress progress, TensorRtOptions options) {
    String precision = options.precision().name().toLowerCase(Locale.ROOT);
    return at ->
        progress.at(
            (at.plan() - 1 + at.done()) / at.plans(),
            "batches of " + at.batch() + " in " + precision + ": " + at.phase());
  }
}
