// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sonomask.api.ProposalSource;
import org.sonomask.api.SegmenterException;
import org.sonomask.engine.OnnxProposals;
import org.sonomask.engine.PointGrid;

/**
 * A segment-anything model that the configuration names: factory PID {@code sonomask.proposals}.
 */
@Component(
    configurationPid = "sonomask.proposals",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredProposals.Configuration.class, factory = true)
public final class ConfiguredProposals implements ProposalSource {

  /** The configuration of one model. */
  @ObjectClassDefinition(
      name = "Sonomask proposals",
      description = "Priors from a segment-anything model in an ONNX file.")
  public @interface Configuration {
    /** Where the model is. */
    @AttributeDefinition(description = "Path of the ONNX file.")
    String path();

    /** Threads of an inference. */
    @AttributeDefinition(description = "Threads of one inference; 0: one per physical core.")
    int threads() default 0;

    /** Prompts. */
    @AttributeDefinition(description = "Point prompts a side, 1 to 256, if the model takes any.")
    int points_per_side() default 32;

    /** Prompts of an inference. */
    @AttributeDefinition(description = "Point prompts that one inference gets at most.")
    int points_per_batch() default 64;
  }

  private final OnnxProposals proposals;

  /** Loads the model; a failure is DS's to log, with the message that names every fault. */
  @Activate
  public ConfiguredProposals(Configuration configuration) throws SegmenterException {
    proposals =
        OnnxProposals.open(
            Path.of(configuration.path()),
            new PointGrid(configuration.points_per_side(), configuration.points_per_batch()),
            configuration.threads());
  }

  @Override
  public String name() {
    return proposals.name();
  }

  @Override
  public Proposals propose(ByteBuffer frame, int frameOffset, int width, int height) {
    return proposals.propose(frame, frameOffset, width, height);
  }

  @Deactivate
  void close() {
    proposals.close();
  }
}
