// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.engine.EngineChoice;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.TestModel;

class PublishedModelTest {
  @TempDir private Path folder;

  private final Registry registry = new Registry();
  private Path file;

  /**
   * GPUs that are made up: as many as are asked for, whose segmenters only know if they are open.
   */
  private static final class MadeUpGpus implements PublishedModel.Gpus {
    private final int count;
    private final CountDownLatch built = new CountDownLatch(1);
    private final List<Open> loaded = new ArrayList<>();
    private volatile Runnable fault;

    private MadeUpGpus(int count) {
      this.count = count;
    }

    @Override
    public boolean usable() {
      return count > 0;
    }

    @Override
    public List<? extends Segmenter> load(
        Path file, ModelSettings settings, ModelBuilder.Progress progress, Runnable onFault)
        throws SegmenterException {
      while (count > 0 && built.getCount() > 0 && progress.at(0.5, "building")) {
        Thread.onSpinWait();
      }
      if (built.getCount() > 0 || count == 0) {
        throw new SegmenterException(count == 0 ? "there is no GPU" : "the build was ended");
      }
      fault = onFault;
      for (int i = 0; i < count; i++) {
        loaded.add(new Open());
      }
      return loaded;
    }
  }

  private static final class Open implements Segmenter {
    private boolean open = true;

    @Override
    public SegmenterInfo info() {
      return new SegmenterInfo("m", "1", "CC0-1.0", 8, 8, 1, 1, List.of("background", "a"));
    }

    @Override
    public int maxBatch() {
      return 1;
    }

    @Override
    public String engine() {
      return EngineChoice.TENSORRT.engine();
    }

    @Override
    public SegmenterBatch newBatch(int capacity) {
      return SegmenterBatch.allocate(info(), capacity);
    }

    @Override
    public void segment(SegmenterBatch batch, int windows) {}

    @Override
    public void close() {
      open = false;
    }
  }

  @BeforeEach
  void writeAModel() throws Exception {
    file = new TestModel(8, 8, 1).write(folder);
  }

  private PublishedModel model(EngineChoice engine, MadeUpGpus gpus) {
    ModelSettings settings =
        new ModelSettings(engine, new EngineOptions(1, 1), TensorRtOptions.DEFAULT, 7);
    return new PublishedModel(registry.context(), file, settings, gpus);
  }

  @Test
  void withoutAGpuItIsOnTheProcessorAndStays() throws Exception {
    try (PublishedModel model = model(EngineChoice.AUTO, new MadeUpGpus(0))) {
      model.start();
      assertEquals(List.of("+onnxruntime"), registry.events());
    }
    assertEquals(List.of("+onnxruntime", "-onnxruntime"), registry.events());
  }

  @Test
  void withGpusItMovesThereOnceItIsBuiltAndStreamsAlwaysHaveAModel() throws Exception {
    MadeUpGpus gpus = new MadeUpGpus(2);
    try (PublishedModel model = model(EngineChoice.AUTO, gpus)) {
      model.start();
      assertEquals(List.of("+onnxruntime"), registry.events());
      gpus.built.countDown();
      registry.await(4);
      assertEquals(
          List.of("+onnxruntime", "+tensorrt", "+tensorrt", "-onnxruntime"), registry.events());
      assertEquals(gpus.loaded, registry.services());
    }
    assertTrue(registry.services().isEmpty());
    assertTrue(gpus.loaded.stream().noneMatch(segmenter -> segmenter.open));
  }

  @Test
  void whenAGpuFailsItGoesOnOnTheProcessor() throws Exception {
    MadeUpGpus gpus = new MadeUpGpus(2);
    gpus.built.countDown();
    try (PublishedModel model = model(EngineChoice.TENSORRT, gpus)) {
      model.start();
      assertEquals(List.of("+tensorrt", "+tensorrt"), registry.events());
      gpus.fault.run();
      gpus.fault.run();
      registry.await(5);
      assertEquals(
          List.of("+tensorrt", "+tensorrt", "+onnxruntime", "-tensorrt", "-tensorrt"),
          registry.events());
    }
    assertTrue(registry.services().isEmpty());
    assertTrue(gpus.loaded.stream().noneMatch(segmenter -> segmenter.open));
  }

  @Test
  void whenItIsClosedItsBuildEndsAndNothingComesOfIt() throws Exception {
    MadeUpGpus gpus = new MadeUpGpus(1);
    PublishedModel model = model(EngineChoice.AUTO, gpus);
    model.start();
    model.close();
    assertEquals(List.of("+onnxruntime", "-onnxruntime"), registry.events());
    assertTrue(gpus.loaded.isEmpty());
  }

  @Test
  void aGpuThatIsAskedForButNotThereIsAnError() {
    PublishedModel model = model(EngineChoice.TENSORRT, new MadeUpGpus(0));
    assertThrows(SegmenterException.class, model::start);
    assertTrue(registry.events().isEmpty());
  }

  @Test
  void theProcessorThatIsAskedForIsNotLeft() throws Exception {
    MadeUpGpus gpus = new MadeUpGpus(1);
    gpus.built.countDown();
    try (PublishedModel model = model(EngineChoice.ONNXRUNTIME, gpus)) {
      model.start();
      assertEquals(List.of("+onnxruntime"), registry.events());
      assertTrue(gpus.loaded.isEmpty());
    }
  }
}
