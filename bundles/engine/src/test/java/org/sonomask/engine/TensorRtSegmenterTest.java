// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.djl.tensorrt.TensorInfo;
import org.sonomask.djl.tensorrt.TensorRtNetwork;
import org.sonomask.djl.tensorrt.TensorRtSlot;

/** Batches and slots, on a network that only says that what is red sounds. */
class TensorRtSegmenterTest {
  private static final int SIDE = 6;
  private static final int MOST = 4;
  private static final SegmenterInfo INFO =
      new SegmenterInfo("m", "1", "CC0-1.0", SIDE, SIDE, 1, 1, List.of("background", "a"));

  private final RedNetwork network = new RedNetwork();
  private boolean unloaded;
  private final TensorRtSegmenter segmenter =
      new TensorRtSegmenter(INFO, network, () -> unloaded = true);

  private static final class RedNetwork implements TensorRtNetwork {
    private final List<RedSlot> open = new ArrayList<>();
    private boolean failing;

    @Override
    public List<TensorInfo> tensors() {
      return List.of(
          new TensorInfo("frame", true, DataType.UINT8, new long[] {SIDE, SIDE, 3}),
          new TensorInfo("prior", true, DataType.UINT8, new long[] {SIDE, SIDE}),
          new TensorInfo("log_mel", true, DataType.FLOAT32, new long[] {1, 96, 64}),
          new TensorInfo("labels", false, DataType.UINT8, new long[] {SIDE, SIDE}),
          new TensorInfo("confidence", false, DataType.UINT8, new long[] {SIDE, SIDE}));
    }

    @Override
    public int maxBatch() {
      return MOST;
    }

    @Override
    public int built() {
      return 0;
    }

    @Override
    public String place() {
      return "nowhere";
    }

    @Override
    public TensorRtSlot newSlot() {
      RedSlot slot = new RedSlot(this);
      open.add(slot);
      return slot;
    }

    @Override
    public void close() {}
  }

  private static final class RedSlot implements TensorRtSlot {
    private final RedNetwork network;
    private final Map<String, ByteBuffer> memory = new HashMap<>();

    private RedSlot(RedNetwork network) {
      this.network = network;
      network
          .tensors()
          .forEach(it -> memory.put(it.name(), ByteBuffer.allocateDirect(MOST * it.itemBytes())));
    }

    @Override
    public ByteBuffer memory(String tensor) {
      return memory.get(tensor);
    }

    @Override
    public void run(int count) {
      if (network.failing) {
        throw new EngineException("CUDA_ERROR_ILLEGAL_ADDRESS");
      }
      for (int i = 0; i < count * SIDE * SIDE; i++) {
        memory.get("labels").put(i, (byte) (memory.get("frame").get(3 * i) < 0 ? 1 : 0));
      }
    }

    @Override
    public void close() {
      assertTrue(network.open.remove(this), "closed twice");
    }
  }

  @Test
  void aBatchIsTheSlotsOwnMemory() throws Exception {
    SegmenterBatch batch = segmenter.newBatch(2);
    assertEquals(2 * SIDE * SIDE * 3, batch.frames().capacity());
    assertEquals(2 * 96 * 64, batch.logMel().capacity());
    batch.frames().put(3 * (SIDE * SIDE + 5), (byte) 200);
    segmenter.segment(batch, 2);
    assertEquals(1, batch.labels().get(SIDE * SIDE + 5));
    assertEquals(0, batch.labels().get(5));
  }

  @Test
  void otherSizesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> segmenter.newBatch(0));
    assertThrows(IllegalArgumentException.class, () -> segmenter.newBatch(MOST + 1));
    SegmenterBatch batch = segmenter.newBatch(2);
    assertThrows(IllegalArgumentException.class, () -> segmenter.segment(batch, 3));
    assertThrows(IllegalArgumentException.class, () -> segmenter.segment(batch, 0));
  }

  @Test
  void batchesOfOthersAreRefused() {
    SegmenterBatch other = SegmenterBatch.allocate(INFO, 1);
    assertThrows(IllegalArgumentException.class, () -> segmenter.segment(other, 1));
    segmenter.release(other);
  }

  @Test
  void aFaultIsAnExceptionAndToldOnce() {
    SegmenterBatch batch = segmenter.newBatch(1);
    int[] told = new int[1];
    segmenter.onFault(() -> told[0]++);
    network.failing = true;
    String message =
        assertThrows(SegmenterException.class, () -> segmenter.segment(batch, 1)).getMessage();
    assertTrue(message.contains("CUDA_ERROR_ILLEGAL_ADDRESS"), message);
    assertThrows(SegmenterException.class, () -> segmenter.segment(batch, 1));
    assertEquals(1, told[0]);
  }

  @Test
  void whateverIsDoneInWhateverOrderEachSlotIsClosedOnce() {
    Random random = new Random(11);
    List<SegmenterBatch> batches = new ArrayList<>();
    for (int round = 0; round < 5000; round++) {
      int choice = random.nextInt(3);
      if (choice == 0 && batches.size() < 20) {
        batches.add(segmenter.newBatch(1 + random.nextInt(MOST)));
      } else if (choice == 1 && !batches.isEmpty()) {
        SegmenterBatch batch = batches.remove(random.nextInt(batches.size()));
        segmenter.release(batch);
        segmenter.release(batch);
        assertThrows(IllegalArgumentException.class, () -> segmenter.segment(batch, 1));
      }
      assertEquals(batches.size(), network.open.size());
    }
    assertFalse(unloaded);
    segmenter.close();
    segmenter.close();
    assertTrue(unloaded && network.open.isEmpty());
    assertThrows(IllegalStateException.class, () -> segmenter.newBatch(1));
  }
}
