// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskStep;
import org.sonomask.api.SegmenterInfo;

class MaskSteadierTest {
  private static final int SIZE = 64;
  private static final SegmenterInfo INFO =
      new SegmenterInfo("m", "1", "x", SIZE, SIZE, 1, 1, List.of("background", "a"));

  private final List<String> calls = new ArrayList<>();
  private List<MaskFilter> filters = List.of(new Recording("first"), new Recording("second"));
  private final MaskSteadier steadier =
      new MaskSteadier(INFO, () -> filters, time -> 0, pieces -> List.of());

  @Test
  void filtersRunInOrder() {
    apply(grey(100));
    assertEquals(
        List.of("open first", "open second", "reset first", "reset second", "first", "second"),
        calls);
  }

  @Test
  void aSceneCutResetsThem() {
    apply(grey(40));
    calls.clear();
    apply(grey(45));
    assertEquals(List.of("first", "second"), calls);
    calls.clear();
    apply(grey(200));
    assertEquals(List.of("reset first", "reset second", "first", "second"), calls);
  }

  @Test
  void aPanIsNoSceneCut() {
    for (int shift = 0; shift < 200; shift += 8) {
      apply(stripes(shift));
    }
    assertEquals(2, calls.stream().filter(call -> call.startsWith("reset")).count());
  }

  @Test
  void aFlushResetsThem() {
    apply(grey(40));
    steadier.reset();
    calls.clear();
    apply(grey(40));
    assertEquals(List.of("reset first", "reset second", "first", "second"), calls);
  }

  @Test
  void filtersMayComeAndGo() {
    apply(grey(40));
    filters = List.of(new Recording("third"));
    calls.clear();
    apply(grey(40));
    assertEquals(List.of("open third", "third"), calls);
  }

  @Test
  void aFilterThatStaysGoesOnWithWhatItKnows() {
    apply(grey(40));
    filters = List.of(new Recording("third"), filters.get(1));
    calls.clear();
    apply(grey(40));
    assertEquals(List.of("open third", "third", "second"), calls);
  }

  @Test
  void aFilterThatFailsIsLeftOut() {
    filters = List.of(new Recording("broken"), new Recording("second"));
    apply(grey(40));
    calls.clear();
    apply(grey(40));
    assertEquals(List.of("second"), calls);
  }

  @Test
  void aFilterWhoseClassesAreGoneIsLeftOut() {
    filters = List.of(new Recording("first"), new Recording("gone"), new Recording("second"));
    apply(grey(40));
    calls.clear();
    apply(grey(40));
    assertEquals(List.of("first", "second"), calls);
  }

  @Test
  void aFilterThatCannotBeResetIsLeftOut() {
    filters = List.of(new Recording("stubborn"), new Recording("second"));
    apply(grey(40));
    apply(grey(200));
    calls.clear();
    apply(grey(200));
    assertEquals(List.of("second"), calls);
  }

  private void apply(ByteBuffer frame) {
    steadier.apply(0, frame, 1, new byte[SIZE * SIZE], new byte[SIZE * SIZE]);
  }

  private static ByteBuffer grey(int value) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(SIZE * SIZE * 3);
    for (int i = 0; i < rgb.capacity(); i++) {
      rgb.put(i, (byte) value);
    }
    return rgb;
  }

  private static ByteBuffer stripes(int shift) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(SIZE * SIZE * 3);
    for (int i = 0; i < rgb.capacity(); i++) {
      int x = i / 3 % SIZE + shift;
      rgb.put(i, (byte) (x / 16 % 2 == 0 ? 40 : 200));
    }
    return rgb;
  }

  private final class Recording implements MaskFilter {
    private final String name;

    Recording(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Instance open(SegmenterInfo info) {
      calls.add("open " + name);
      if (name.equals("gone")) {
        throw new NoClassDefFoundError("the test takes it away");
      }
      return new Instance() {
        @Override
        public void apply(MaskStep step) {
          calls.add(name);
          if (name.equals("broken")) {
            throw new IllegalStateException("the test breaks it");
          }
        }

        @Override
        public void reset() {
          calls.add("reset " + name);
          if (name.equals("stubborn")) {
            throw new IllegalStateException("the test breaks it");
          }
        }
      };
    }
  }
}
