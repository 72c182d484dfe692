// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.djl.tensorrt.ModelHash;
import org.sonomask.djl.tensorrt.TensorRtOptions;

class BuildRecordTest {
  @TempDir private Path folder;
  private Path model;
  private TensorRtOptions options;

  @BeforeEach
  void build() throws IOException {
    model = Files.writeString(folder.resolve("model.onnx"), "a model");
    options =
        TensorRtOptions.parse(
            0,
            Map.of(
                "batches",
                "2,16",
                "precision",
                "tf32",
                "level",
                "1",
                "singlePrecision",
                "a:=\\d b",
                "cache",
                folder.toString()));
  }

  @Test
  void whatAModelWasBuiltWithIsFoundByItsContent() throws IOException {
    assertEquals(Optional.empty(), BuildRecord.find(model, folder));
    BuildRecord.keep(model, options);
    assertEquals(Optional.of(options), BuildRecord.find(model, folder));
    Path copy = Files.copy(model, folder.resolve("copy.onnx"));
    assertEquals(Optional.of(options), BuildRecord.find(copy, folder));
    Files.writeString(model, "another model");
    assertEquals(Optional.empty(), BuildRecord.find(model, folder));
  }

  @Test
  void aDamagedRecordIsNotThere() throws IOException {
    BuildRecord.keep(model, options);
    Files.writeString(folder.resolve(ModelHash.of(model) + ".build"), "batches=many");
    assertEquals(Optional.empty(), BuildRecord.find(model, folder));
  }

  @Test
  void otherBatchesAreBuiltAsWanted() throws IOException {
    BuildRecord.keep(model, options);
    TensorRtOptions wanted =
        TensorRtOptions.parse(0, Map.of("batches", "1", "cache", folder.toString()));
    assertEquals(wanted, GpuBuild.known(model, wanted));
    TensorRtOptions same =
        TensorRtOptions.parse(0, Map.of("batches", "2,16", "cache", folder.toString()));
    assertEquals(options, GpuBuild.known(model, same));
  }
}
