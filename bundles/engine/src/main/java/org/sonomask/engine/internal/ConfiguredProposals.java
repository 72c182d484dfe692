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
import org.sonomask.engine.EncodedProposals;
import org.sonomask.engine.OnnxProposals;
import org.sonomask.engine.PointGrid;

/**
 * A segment-anything model that the configuration names: factory PID {@code sonomask.proposals}.
 */
@Component(
    configurationPid = ConfiguredProposals.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredProposals.Configuration.class, factory = true)
public final class ConfiguredProposals implements ProposalSource {
  static final String PID = "sonomask.proposals";

  /** The configuration of one model. */
  @ObjectClassDefinition(
      name = "Sonomask proposals",
      description = "Priors from a segment-anything model in an ONNX file.")
  public @interface Configuration {
    /** Where the model is. */
    @AttributeDefinition(description = "Path of the ONNX file, or of the encoder's.")
    String path();

    /** Where the decoder is, if the model is exported in two files. */
    @AttributeDefinition(
        description = "Path of the decoder's ONNX file, if the model is in two files.")
    String decoder() default "";

    /** Threads of an inference. */
    @AttributeDefinition(
        min = "0",
        description = "Threads of one inference; 0: one per physical core.")
    int threads() default 0;

    /** Prompts. */
    @AttributeDefinition(
        min = "1",
        max = "256",
        description = "Point prompts a side, 1 to 256, if the model takes any.")
    int points_per_side() default 32;

    /** Prompts of an inference. */
    @AttributeDefinition(min = "1", description = "Point prompts that one inference gets at most.")
    int points_per_batch() default 64;
  }

  private final ProposalSource proposals;
  private final AutoCloseable model;

  /** Loads the model; a failure is DS's to log, with the message that names every fault. */
  @Activate
  public ConfiguredProposals(Configuration configuration) throws SegmenterException {
    PointGrid grid =
        new PointGrid(configuration.points_per_side(), configuration.points_per_batch());
    Path path = Path.of(configuration.path());
    if (configuration.decoder().isEmpty()) {
      OnnxProposals whole = OnnxProposals.open(path, grid, configuration.threads());
      proposals = whole;
      model = whole;
    } else {
      Path decoder = Path.of(configuration.decoder());
      EncodedProposals parts = EncodedProposals.open(path, decoder, grid, configuration.threads());
      proposals = parts;
      model = parts;
    }
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
  void close() throws Exception {
    model.close();
  }
}
