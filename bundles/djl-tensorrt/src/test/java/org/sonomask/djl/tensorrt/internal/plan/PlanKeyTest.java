// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sonomask.djl.tensorrt.TensorRtOptions;

class PlanKeyTest {
  private static PlanKey key(
      String model, String gpu, String version, int batch, String... option) {
    Map<String, String> options = option.length == 0 ? Map.of() : Map.of(option[0], option[1]);
    return PlanKey.of(model, gpu, version, TensorRtOptions.parse(0, options), batch);
  }

  @Test
  void whateverAPlanDependsOnChangesItsFile() {
    List<PlanKey> keys =
        List.of(
            key("a", "H100 9.0", "10.6.0", 8),
            key("b", "H100 9.0", "10.6.0", 8),
            key("a", "L4 8.9", "10.6.0", 8),
            key("a", "H100 9.0", "10.7.0", 8),
            key("a", "H100 9.0", "10.6.0", 32),
            key("a", "H100 9.0", "10.6.0", 8, "precision", "tf32"),
            key("a", "H100 9.0", "10.6.0", 8, "singlePrecision", "norm"),
            key("a", "H100 9.0", "10.6.0", 8, "level", "5"),
            key("a", "H100 9.0", "10.6.0", 8, "workspace", "64"),
            key("a", "H100 9.0", "10.6.0", 8).timings());
    Set<String> names = new HashSet<>();
    for (PlanKey key : keys) {
      assertTrue(names.add(key.fileName()), key.toString());
      assertTrue(key.fileName().matches("[0-9a-f]{32}"), key.fileName());
    }
  }

  @Test
  void whatAPlanDoesNotDependOnLeavesItsFile() {
    PlanKey key = key("a", "H100 9.0", "10.6.0", 8);
    assertEquals(key, key("a", "H100 9.0", "10.6.0", 8, "batches", "8,64"));
    assertEquals(key, key("a", "H100 9.0", "10.6.0", 8, "sideBySide", "true"));
    assertEquals(key, key("a", "H100 9.0", "10.6.0", 8, "cache", "/elsewhere"));
    assertEquals(key.timings(), key("b", "H100 9.0", "10.6.0", 1).timings());
  }
}
