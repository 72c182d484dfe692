// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arrays in and out of slots, on a network that only adds two bytes. */
class NetworkBlockTest {
  private static final int ITEM = 4;
  private static final int MOST = 3;

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger made = new AtomicInteger();
  private final NetworkBlock block = new NetworkBlock(new Adder());
  private final NDManager manager = HostManager.base();

  @AfterEach
  void nothingStaysOpen() {
    block.close();
    manager.close();
    assertEquals(0, open.get());
  }

  private final class Adder implements TensorRtNetwork {
    @Override
    public List<TensorInfo> tensors() {
      long[] item = {ITEM};
      return List.of(
          new TensorInfo("a", true, DataType.UINT8, item),
          new TensorInfo("b", true, DataType.UINT8, item),
          new TensorInfo("sum", false, DataType.UINT8, item));
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
      open.incrementAndGet();
      made.incrementAndGet();
      return new AdderSlot();
    }

    @Override
    public void close() {}
  }

  private final class AdderSlot implements TensorRtSlot {
    private final Map<String, ByteBuffer> memory = new HashMap<>();

    private AdderSlot() {
      for (String name : List.of("a", "b", "sum")) {
        memory.put(name, ByteBuffer.allocateDirect(MOST * ITEM));
      }
    }

    @Override
    public ByteBuffer memory(String tensor) {
      return memory.get(tensor);
    }

    @Override
    public void run(int count) {
      for (int i = 0; i < count * ITEM; i++) {
        int sum = memory.get("a").get(i) + memory.get("b").get(i);
        memory.get("sum").put(i, (byte) sum);
      }
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  private NDArray array(String name, int count, int value) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(count * ITEM);
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) (value + i));
    }
    NDArray array = manager.create(bytes, new Shape(count, ITEM), DataType.UINT8);
    array.setName(name);
    return array;
  }

  private NDList run(NDList inputs) {
    return block.forward(new ParameterStore(manager, false), inputs, false);
  }

  @Test
  void outputsAreArraysOfTheirOwn() {
    NDList first = run(new NDList(array("a", 2, 10), array("b", 2, 1)));
    NDList second = run(new NDList(array("a", 1, 0), array("b", 1, 0)));
    assertEquals(new Shape(2, ITEM), first.get("sum").getShape());
    assertEquals(11 + 2 * 5, first.head().toByteBuffer().get(5));
    assertEquals(2, second.head().toByteBuffer().get(1));
    assertEquals(1, made.get());
  }

  @Test
  void inputsAreTakenByNameOrElseByPlace() {
    assertEquals(
        6, run(new NDList(array("b", 1, 2), array("a", 1, 4))).head().toByteBuffer().get(0));
    assertEquals(6, run(new NDList(array("", 1, 2), array("", 1, 4))).head().toByteBuffer().get(0));
  }

  @Test
  void otherArraysAreRefused() {
    NDArray floats = manager.zeros(new Shape(1, ITEM), DataType.FLOAT32);
    for (NDList wrong :
        List.of(
            new NDList(array("a", 1, 0)),
            new NDList(array("a", MOST + 1, 0), array("b", MOST + 1, 0)),
            new NDList(array("a", 1, 0), array("b", 2, 0)),
            new NDList(array("a", 1, 0), floats))) {
      assertThrows(EngineException.class, () -> run(wrong));
    }
  }

  @Test
  void eachThreadHasASlotWhileItPredicts() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> work =
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      (Callable<Integer>)
                          () ->
                              (int)
                                  run(new NDList(array("a", 1, i % 60), array("b", 1, 3)))
                                      .head()
                                      .toByteBuffer()
                                      .get(0))
              .toList();
      List<Future<Integer>> sums = threads.invokeAll(work);
      for (int i = 0; i < sums.size(); i++) {
        assertEquals(i % 60 + 3, sums.get(i).get());
      }
    } finally {
      threads.shutdown();
    }
    assertTrue(made.get() <= 4, made.get() + " slots");
  }

  @Test
  void aClosedModelRunsNoMore() {
    block.close();
    assertThrows(
        IllegalStateException.class, () -> run(new NDList(array("a", 1, 0), array("b", 1, 0))));
  }
}
