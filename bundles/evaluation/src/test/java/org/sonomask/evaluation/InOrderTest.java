// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {

  @Test
  void resultsComeInOrderThoughLaterTasksAreSooner() throws Exception {
    List<Integer> taken = new ArrayList<>();
    try (InOrder workers = new InOrder()) {
      workers.<Integer>run(
          40,
          index ->
              () -> {
                Thread.sleep(index % 3 == 0 ? 4 : 0);
                return index * index;
              },
          (index, result) -> {
            assertEquals(index * index, result);
            taken.add(index);
          });
    }
    assertEquals(IntStream.range(0, 40).boxed().toList(), taken);
  }

  @Test
  void aTasksFailureEndsTheRun() {
    try (InOrder workers = new InOrder()) {
      ExecutionException failed =
          assertThrows(
              ExecutionException.class,
              () ->
                  workers.<Integer>run(
                      9,
                      index ->
                          () -> {
                            if (index == 5) {
                              throw new IOException("unreadable");
                            }
                            return index;
                          },
                      (index, result) -> {}));
      assertEquals("unreadable", failed.getCause().getMessage());
    }
  }
}
