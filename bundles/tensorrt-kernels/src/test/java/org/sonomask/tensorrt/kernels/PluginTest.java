// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Plugins as TensorRT sees them: by addresses of functions. */
class PluginTest {
  private static final int VERSION = 100_600;
  private static final int DESCRIPTION = 88;

  private final Plugin sampling = new Plugin(new DeformableSamplingOperator(), VERSION);

  @Test
  void itSaysWhatItIs() {
    assertEquals("SonomaskDeformableSampling", call(1).getString(0));
    assertEquals("1", call(2).getString(0));
    assertEquals("", call(16).getString(0));
    assertEquals(1, number(3));
    assertEquals(3 << 24 | VERSION, number(0));
    assertEquals(sampling.address(), call(14), "a clone is the plugin itself");
  }

  @Test
  void whatNobodyNeedsDoesNothing() {
    for (int unused : new int[] {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 17, 23, 24, 27, 28}) {
      assertEquals(0, number(unused), "function " + unused);
    }
  }

  @Test
  void itTakesHalfPrecisionInRowsAndWholeNumbersForTheSizes() {
    Memory descriptions = new Memory(4 * DESCRIPTION);
    for (int position = 0; position < 4; position++) {
      int type = position == 2 ? TensorDescription.INT32 : TensorDescription.HALF;
      describe(descriptions, position, type, 0);
      assertEquals(1, supports(position, descriptions));
      describe(descriptions, position, TensorDescription.FLOAT, 0);
      assertEquals(0, supports(position, descriptions));
      describe(descriptions, position, type, 1);
      assertEquals(0, supports(position, descriptions));
    }
  }

  @Test
  void theOutputIsAsLargeAsTheValues() {
    Memory inputs = new Memory(3 * 72);
    for (int i = 0; i < 3; i++) {
      inputs.setInt(72L * i, 3);
      for (int axis = 0; axis < 8; axis++) {
        inputs.setPointer(72L * i + 8 + 8L * axis, new Pointer(100L * (i + 1) + axis));
      }
    }
    Memory result = new Memory(72);
    Pointer returned =
        (Pointer)
            function(25)
                .invoke(
                    Pointer.class,
                    new Object[] {result, sampling.address(), 0, inputs, 3, Pointer.NULL});
    assertEquals(result, returned);
    assertEquals(3, result.getInt(0));
    assertEquals(new Pointer(101), result.getPointer(16));
  }

  @Test
  void whereTheGpuFailsItSaysSoToTensorRtInsteadOfThrowing() {
    Memory descriptions = new Memory(3 * DESCRIPTION);
    for (int i = 0; i < 3; i++) {
      describe(descriptions, i, TensorDescription.HALF, 0);
    }
    Memory addresses = new Memory(8L * 8);
    addresses.clear();
    Object[] arguments = {
      sampling.address(),
      descriptions,
      descriptions,
      addresses,
      addresses,
      Pointer.NULL,
      Pointer.NULL
    };
    assertNotEquals(0, function(29).invokeInt(arguments));
  }

  @Test
  void theCreatorHandsItOut() {
    PluginCreator creator = new PluginCreator(sampling);
    Pointer table = creator.address().getPointer(0);
    Object[] self = {creator.address(), Pointer.NULL, Pointer.NULL, 0L};
    for (int create : new int[] {7, 8}) {
      Pointer address = table.getPointer((long) create * Native.POINTER_SIZE);
      assertEquals(sampling.address(), Function.getFunction(address).invokePointer(self));
    }
    PluginCreator.Info info =
        (PluginCreator.Info)
            Function.getFunction(table.getPointer(Native.POINTER_SIZE))
                .invoke(PluginCreator.Info.class, new Object[] {creator.address()});
    assertEquals("PLUGIN CREATOR_V1", info.kind.getString(0));
    assertEquals(1, info.major);
  }

  @Test
  void dynamicCastFindsTheClass() {
    Pointer type = sampling.address().getPointer(0).getPointer(-Native.POINTER_SIZE);
    String[] names = new String[3];
    for (int i = 0; i < names.length; i++) {
      names[i] = type.getPointer(Native.POINTER_SIZE).getString(0);
      type = i < 2 ? type.getPointer(2L * Native.POINTER_SIZE) : type;
    }
    assertTrue(names[0].contains("IPluginV2DynamicExt"), Arrays.toString(names));
    assertTrue(names[2].contains("IPluginV2E"), Arrays.toString(names));
  }

  private static void describe(Memory descriptions, int position, int type, int format) {
    long at = (long) position * DESCRIPTION;
    descriptions.setInt(at, 4);
    for (int axis = 0; axis < 8; axis++) {
      descriptions.setLong(at + 8 + 8L * axis, axis == 2 && position == 1 ? 288 : 64);
    }
    descriptions.setInt(at + 72, type);
    descriptions.setInt(at + 76, format);
  }

  private int supports(int position, Pointer descriptions) {
    return function(26).invokeInt(new Object[] {sampling.address(), position, descriptions, 3, 1});
  }

  private Pointer call(int place) {
    return function(place).invokePointer(new Object[] {sampling.address()});
  }

  private int number(int place) {
    return function(place).invokeInt(new Object[] {sampling.address()});
  }

  private Function function(int place) {
    Pointer table = sampling.address().getPointer(0);
    return Function.getFunction(table.getPointer((long) place * Native.POINTER_SIZE));
  }
}
