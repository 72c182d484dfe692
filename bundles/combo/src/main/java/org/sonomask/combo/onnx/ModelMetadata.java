// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.sonomask.combo.network.ComboConfig;

/**
 * What a model says about itself, as ONNX metadata properties.
 *
 * @param model name
 * @param version of the weights
 * @param licence SPDX identifier of the weights
 * @param threshold from which on a pixel sounds, between 0 and 1; chosen on clips that are not of
 *     the test set
 */
public record ModelMetadata(String model, String version, String licence, double threshold) {
  /** Of official networks. */
  public static final double OFFICIAL_THRESHOLD = 0.5;

  private static final long EXAMPLE_NANOS = 960_000_000L;

  public ModelMetadata {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(licence, "licence");
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "A threshold lies between 0 and 1, but this one is " + threshold + ".");
    }
  }

  /** With the official threshold of a half. */
  public ModelMetadata(String model, String version, String licence) {
    this(model, version, licence, OFFICIAL_THRESHOLD);
  }

  /** All properties of a model with these sizes. */
  public Map<String, String> properties(ComboConfig config) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("sonomask.model", model);
    properties.put("sonomask.version", version);
    properties.put("sonomask.licence", licence);
    properties.put("sonomask.width", Integer.toString(config.width()));
    properties.put("sonomask.height", Integer.toString(config.height()));
    properties.put("sonomask.audio_examples", Integer.toString(config.frames()));
    properties.put("sonomask.audio_hop_ns", Long.toString(EXAMPLE_NANOS));
    properties.put("sonomask.classes", json(config));
    properties.put("sonomask.threshold", Double.toString(threshold));
    return properties;
  }

  private static String json(ComboConfig config) {
    try {
      return new ObjectMapper().writeValueAsString(config.classes());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
