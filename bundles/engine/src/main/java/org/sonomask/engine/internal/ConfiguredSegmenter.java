// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Path;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.sonomask.api.SegmenterException;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.engine.EngineChoice;
import org.sonomask.engine.EngineOptions;

/** A model from a file that the configuration names: factory PID {@code sonomask.segmenter}. */
@Component(
    service = {},
    immediate = true,
    configurationPid = ConfiguredSegmenter.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredSegmenter.Configuration.class, factory = true)
public final class ConfiguredSegmenter {
  static final String PID = "sonomask.segmenter";

  /** The configuration of one model. */
  @ObjectClassDefinition(name = "Sonomask segmenter", description = "A model from an ONNX file.")
  public @interface Configuration {
    /** Where the model is. */
    @AttributeDefinition(description = "Path of the ONNX file.")
    String path();

    /** What runs it. */
    @AttributeDefinition(
        description = "auto (TensorRT with a GPU, else onnxruntime), onnxruntime or tensorrt.",
        options = {
          @Option(label = "TensorRT with a GPU, else ONNX Runtime", value = "auto"),
          @Option(label = "ONNX Runtime", value = "onnxruntime"),
          @Option(label = "TensorRT", value = "tensorrt")
        })
    String engine() default "auto";

    /** Threads of an inference. */
    @AttributeDefinition(
        min = "0",
        description = "Threads of one inference; 0: one per physical core.")
    int threads() default 0;

    /** Windows of an inference. */
    @AttributeDefinition(
        min = "1",
        max = "256",
        description = "Windows that one inference takes at most, 1 to 256.")
    int max_batch() default 2;

    /** Windows of an inference. */
    @AttributeDefinition(
        description = "On GPUs: sizes of batches to build the model for, such as 1,8,32.")
    String batches() default "1,8,32";

    /** What may be rounded. */
    @AttributeDefinition(
        description = "On GPUs: fp16, mixed, tf32 or fp32; more if masks would change.",
        options = {
          @Option(label = "half precision", value = "fp16"),
          @Option(label = "half precision but for sums and normalisations", value = "mixed"),
          @Option(label = "single precision, products rounded", value = "tf32"),
          @Option(label = "single precision", value = "fp32")
        })
    String precision() default "fp16";

    /** How long the builder searches. */
    @AttributeDefinition(
        min = "0",
        max = "5",
        description = "On GPUs: how long the builder searches for speed, 0 to 5.")
    int level() default 3;

    /** The service's ranking. */
    @AttributeDefinition(description = "Among several models, the highest ranking is the default.")
    int service_ranking() default 100;
  }

  private final PublishedModel published;

  /** Loads the model; a failure is DS's to log, with the message that names every fault. */
  @Activate
  public ConfiguredSegmenter(BundleContext context, Configuration configuration)
      throws SegmenterException {
    published =
        PublishedModel.publish(context, Path.of(configuration.path()), settings(configuration));
  }

  private static ModelSettings settings(Configuration configuration) throws SegmenterException {
    try {
      return new ModelSettings(
          EngineChoice.of(configuration.engine()),
          new EngineOptions(configuration.threads(), configuration.max_batch()),
          TensorRtOptions.parse(
              0,
              Map.of(
                  "batches", configuration.batches(),
                  "precision", configuration.precision(),
                  "level", configuration.level())),
          configuration.service_ranking());
    } catch (IllegalArgumentException e) {
      throw new SegmenterException(e.getMessage(), e);
    }
  }

  @Deactivate
  void close() {
    published.close();
  }
}
