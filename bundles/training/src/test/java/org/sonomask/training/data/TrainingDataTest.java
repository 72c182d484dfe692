// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.prior.GraphPrior;

class TrainingDataTest {
  @TempDir private Path folder;

  @Test
  void multipleSourcesAreKnownByTheirFolder() throws IOException {
    Files.createDirectories(folder.resolve("ms3_data/gt_masks/train/abc"));
    TrainingData data = open();
    assertTrue(data.name().startsWith("MS3, 1 clips"), data.name());
    assertEquals(2, data.classes().size());
    assertTrue(data.single().isEmpty(), "there is no validation split");
  }

  @Test
  void aSemanticClipOfTenSecondsIsLearntByHalves() throws IOException {
    Files.writeString(
        folder.resolve("metadata.csv"),
        "vid,uid,s_min,s_sec,a_obj,split,label\n"
            + "1,u1,0,0,dog,train,v2\n2,u2,0,0,cat,train,v1s\n3,u3,0,0,cat,val,v1s\n");
    TrainingData data = open();
    assertTrue(data.name().startsWith("AVSS, 3 clips"), data.name());
    assertEquals(71, data.classes().size());
    assertTrue(data.single().isPresent());
  }

  @Test
  void anEmptySplitIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("ms3_data/gt_masks/train"));
    assertThrows(IOException.class, this::open);
  }

  private TrainingData open() throws IOException {
    return TrainingData.open(folder, new GraphPrior(), 1);
  }
}
