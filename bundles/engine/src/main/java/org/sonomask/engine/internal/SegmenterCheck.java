// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.ConfigurationCheck;
import org.sonomask.djl.tensorrt.TensorRtOptions;

/** Refuses a {@link ConfiguredSegmenter} without its file, or with batches that are none. */
@Component
public final class SegmenterCheck implements ConfigurationCheck {

  @Override
  public String pid() {
    return ConfiguredSegmenter.PID;
  }

  @Override
  public void check(Map<String, Object> values) {
    requireFile("path", values);
    try {
      TensorRtOptions.parse(0, Map.of("batches", values.get("batches")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "batches takes rising sizes such as 1,8,32, not '" + values.get("batches") + "'", e);
    }
  }

  /**
   * Looks for a file.
   *
   * @param key whose value is its path
   */
  static void requireFile(String key, Map<String, Object> values) {
    Path file = Path.of((String) values.get(key));
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          key + ": there is no file " + file.toAbsolutePath() + "; put it there first");
    }
  }
}
