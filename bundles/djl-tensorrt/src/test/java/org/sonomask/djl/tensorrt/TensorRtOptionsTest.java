// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensorRtOptionsTest {

  @Test
  void withoutOptionsItIsTheDefault() {
    assertEquals(TensorRtOptions.DEFAULT, TensorRtOptions.parse(0, Map.of()));
  }

  @Test
  void everyOptionIsRead() {
    TensorRtOptions options =
        TensorRtOptions.parse(
            1,
            Map.of(
                "batches", "1, 4,16",
                "precision", "mixed",
                "singlePrecision", "norm|head",
                "level", "5",
                "workspace", "512",
                "sideBySide", "true",
                "cache", "/plans"));
    assertEquals(1, options.device());
    assertEquals(List.of(1, 4, 16), options.batches());
    assertEquals(16, options.largest());
    assertEquals(Precision.MIXED, options.precision());
    assertEquals("norm|head", options.singlePrecision());
    assertEquals(options, TensorRtOptions.parse(1, options.toMap()));
    assertEquals(Precision.FP32, options.with(Precision.FP32).precision());
    assertEquals(2, options.on(2).device());
    assertEquals(5, options.level());
    assertEquals(512L << 20, options.workspace());
    assertTrue(options.sideBySide());
    assertEquals(Path.of("/plans"), options.cache());
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("batches", "8,1"),
            Map.of("batches", "0"),
            Map.of("batches", "1,1000"),
            Map.of("batches", ""),
            Map.of("precision", "fp8"),
            Map.of("singlePrecision", "("),
            Map.of("level", "6"),
            Map.of("workspace", "much"))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> TensorRtOptions.parse(0, wrong))
              .getMessage();
      assertTrue(message.contains(wrong.keySet().iterator().next()), message);
    }
  }
}
