// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.checkpoint.StoredTensor;

class AverageTest {
  @TempDir private Path folder;

  @Test
  void everyRunCountsAlike() throws IOException {
    Path one = file("one", Map.of("weight", tensor(1, 2, 3, 0), "bias", tensor(8)));
    Path two = file("two", Map.of("bias", tensor(-1), "weight", tensor(3, 2, 5, 0)));
    Path three = file("three", Map.of("weight", tensor(2, 8, 1, 3), "bias", tensor(2)));
    Path out = folder.resolve("average.safetensors");
    Average.main(
        new String[] {
          "--weights",
          one.toString(),
          "--weights",
          two.toString(),
          "--weights",
          three.toString(),
          "--out",
          out.toString()
        });
    try (Checkpoint average = Checkpoint.open(out)) {
      assertEquals(2, average.tensors().size());
      assertArrayEquals(new float[] {2, 4, 3, 1}, average.tensors().get("weight").values(), 1e-6f);
      assertArrayEquals(new float[] {3}, average.tensors().get("bias").values(), 1e-6f);
      assertTrue(
          average.metadata().get("source").contains("two.safetensors"),
          average.metadata()::toString);
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() throws IOException {
    Path one = file("one", Map.of("weight", tensor(1, 2)));
    Path longer = file("longer", Map.of("weight", tensor(1, 2, 3)));
    Map<String, StoredTensor> both = new LinkedHashMap<>(Map.of("weight", tensor(1, 2)));
    both.put("gate", tensor(1));
    Path more = file("more", both);
    assertEquals(
        "longer.safetensors: weight has shape [3], in the files before it [2]: only weights of one"
            + " network can be averaged.",
        assertThrows(IOException.class, () -> Average.of(List.of(one, longer))).getMessage());
    for (List<Path> files : List.of(List.of(one, more), List.of(more, one))) {
      String message = assertThrows(IOException.class, () -> Average.of(files)).getMessage();
      assertTrue(message.contains("gate has shape"), message);
    }
  }

  @Test
  void oneRunAloneIsRefused() throws IOException {
    Path one = file("one", Map.of("weight", tensor(1, 2)));
    assertThrows(IllegalArgumentException.class, () -> Average.of(List.of(one)));
  }

  private Path file(String name, Map<String, StoredTensor> tensors) throws IOException {
    Path file = folder.resolve(name + ".safetensors");
    Safetensors.write(file, tensors, Map.of());
    return file;
  }

  private static StoredTensor tensor(float... values) throws IOException {
    return StoredTensor.of(values, values.length);
  }
}
