// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sonomask.api.SegmenterException;
import org.sonomask.engine.EngineOptions;

/** A model from a file that the configuration names: factory PID {@code sonomask.segmenter}. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "sonomask.segmenter",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredSegmenter.Configuration.class, factory = true)
public final class ConfiguredSegmenter {

  /** The configuration of one model. */
  @ObjectClassDefinition(name = "Sonomask segmenter", description = "A model from an ONNX file.")
  public @interface Configuration {
    /** Where the model is. */
    @AttributeDefinition(description = "Path of the ONNX file.")
    String path();

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
        PublishedModel.publish(
            context,
            Path.of(configuration.path()),
            new EngineOptions(configuration.threads(), configuration.max_batch()),
            configuration.service_ranking());
  }

  @Deactivate
  void close() {
    published.close();
  }
}
