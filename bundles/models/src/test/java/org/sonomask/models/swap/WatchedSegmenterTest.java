// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.ForwardingSegmenter;
import org.sonomask.api.Segmenter;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.OnnxSegmenter;
import org.sonomask.engine.TestModel;

class WatchedSegmenterTest {

  @Test
  void theModelOnProbationSaysOfItselfWhatItIs(@TempDir Path folder) throws Exception {
    Path model = new TestModel(8, 8, 1).write(folder);
    OnnxSegmenter real = OnnxSegmenter.open(model, new EngineOptions(1, 2));
    try (Segmenter watched = new WatchedSegmenter(real, () -> {}, () -> {})) {
      assertEquals("onnxruntime", watched.engine());
      assertEquals(real.info(), watched.info());
      assertEquals(2, watched.maxBatch());
      assertEquals(real.concurrency(), watched.concurrency());
    }
  }

  @Test
  void nothingThatASegmenterSaysIsForgotten() {
    for (Method method : Segmenter.class.getMethods()) {
      assertDoesNotThrow(
          () ->
              ForwardingSegmenter.class.getDeclaredMethod(
                  method.getName(), method.getParameterTypes()));
    }
  }
}
