// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Memory of the first GPU, which is freed with the process, and the time that launches take there.
 * For one thread.
 */
final class GpuMemory {
  /** {@code CU_STREAM_CAPTURE_MODE_RELAXED}. */
  private static final int RELAXED = 2;

  private static final int WARM_UPS = 3;
  private static final int ALIGNED = 256;

  /** More bytes than a GPU's caches hold. */
  private static final long WEIGHTS = 512L << 20;

  private static final int PATTERN = 4 << 20;

  private final Pointer stream;
  private final Pointer weights;
  private final Map<Integer, Buffer> tokens = new HashMap<>();
  private final Map<Integer, Buffer> results = new HashMap<>();
  private long next;

  /** Memory for so many numbers of half precision. */
  private record Buffer(Pointer address, long halves) {}

  /** What is timed. */
  interface Launch {
    void on(Pointer stream) throws CudaException;
  }

  GpuMemory() throws CudaException {
    CudaDriver.call("cuInit", 0);
    IntByReference device = new IntByReference();
    CudaDriver.call("cuDeviceGet", device, 0);
    PointerByReference context = new PointerByReference();
    CudaDriver.call("cuDevicePrimaryCtxRetain", context, device.getValue());
    CudaDriver.call("cuCtxSetCurrent", context.getValue());
    PointerByReference made = new PointerByReference();
    CudaDriver.call("cuStreamCreate", made, 1);
    stream = made.getValue();
    weights = filled(WEIGHTS, 1 / 32f);
  }

  /** Random numbers of half precision, those that were handed out the longest ago. */
  Pointer weights(long halves) {
    long bytes = (2 * halves + ALIGNED - 1) / ALIGNED * ALIGNED;
    next = next + bytes > WEIGHTS ? 0 : next;
    Pointer from = new Pointer(Pointer.nativeValue(weights) + next);
    next += bytes;
    return from;
  }

  /** Random numbers of half precision for an input. */
  Pointer tokens(int input, long halves) throws CudaException {
    Buffer known = tokens.get(input);
    if (known == null || known.halves() < halves) {
      known = new Buffer(filled(2 * halves, 1), halves);
      tokens.put(input, known);
    }
    return known.address();
  }

  /** Memory for an output. */
  Pointer result(int output, long halves) throws CudaException {
    Buffer known = results.get(output);
    if (known == null || known.halves() < halves) {
      known = new Buffer(allocated(2 * halves), halves);
      results.put(output, known);
    }
    return known.address();
  }

  /** Whole numbers. */
  Pointer whole(int... values) throws CudaException {
    Memory memory = new Memory(4L * values.length);
    memory.write(0, values, 0, values.length);
    return copied(memory);
  }

  /** A number several times. */
  Pointer real(float value, int count) throws CudaException {
    Memory memory = new Memory(4L * count);
    for (int i = 0; i < count; i++) {
      memory.setFloat(4L * i, value);
    }
    return copied(memory);
  }

  private static Pointer allocated(long bytes) throws CudaException {
    PointerByReference address = new PointerByReference();
    CudaDriver.call("cuMemAlloc_v2", address, bytes);
    return address.getValue();
  }

  private static Pointer copied(Memory memory) throws CudaException {
    Pointer to = allocated(memory.size());
    CudaDriver.call("cuMemcpyHtoD_v2", to, memory, memory.size());
    return to;
  }

  /** Random numbers of a size between scale / 2 and scale, the same few million again and again. */
  private static Pointer filled(long bytes, float scale) throws CudaException {
    SplittableRandom random = new SplittableRandom(1);
    int exponent = 15 + Math.getExponent(scale) - 1;
    try (Memory pattern = new Memory(Math.min(bytes, PATTERN))) {
      for (long at = 0; at < pattern.size(); at += 2) {
        int sign = random.nextInt(2) << 15;
        pattern.setShort(at, (short) (sign | exponent << 10 | random.nextInt(1024)));
      }
      Pointer to = allocated(bytes);
      for (long at = 0; at < bytes; at += pattern.size()) {
        Pointer part = new Pointer(Pointer.nativeValue(to) + at);
        CudaDriver.call("cuMemcpyHtoD_v2", part, pattern, Math.min(pattern.size(), bytes - at));
      }
      return to;
    }
  }

  /** How many of so many numbers of half precision are infinite or NaN. */
  int notFinite(Pointer from, long halves) throws CudaException {
    int count = 0;
    try (Memory memory = new Memory(2 * halves)) {
      CudaDriver.call("cuMemcpyDtoH_v2", memory, from, memory.size());
      for (long at = 0; at < memory.size(); at += 2) {
        count += (memory.getShort(at) & 0x7C00) == 0x7C00 ? 1 : 0;
      }
    }
    return count;
  }

  /** The time of a launch, on average over so many that follow one another in a CUDA graph. */
  double microseconds(Launch launch, int launches) throws CudaException {
    launch.on(stream);
    CudaDriver.call("cuStreamSynchronize", stream);
    PointerByReference graph = new PointerByReference();
    PointerByReference executable = new PointerByReference();
    CudaDriver.call("cuStreamBeginCapture_v2", stream, RELAXED);
    for (int i = 0; i < launches; i++) {
      launch.on(stream);
    }
    CudaDriver.call("cuStreamEndCapture", stream, graph);
    CudaDriver.call("cuGraphInstantiateWithFlags", executable, graph.getValue(), 0L);
    Pointer start = event();
    Pointer end = event();
    for (int i = 0; i < WARM_UPS; i++) {
      CudaDriver.call("cuGraphLaunch", executable.getValue(), stream);
    }
    CudaDriver.call("cuEventRecord", start, stream);
    CudaDriver.call("cuGraphLaunch", executable.getValue(), stream);
    CudaDriver.call("cuEventRecord", end, stream);
    CudaDriver.call("cuStreamSynchronize", stream);
    FloatByReference milliseconds = new FloatByReference();
    CudaDriver.call("cuEventElapsedTime", milliseconds, start, end);
    CudaDriver.call("cuGraphExecDestroy", executable.getValue());
    CudaDriver.call("cuGraphDestroy", graph.getValue());
    return 1000 * milliseconds.getValue() / launches;
  }

  private static Pointer event() throws CudaException {
    PointerByReference event = new PointerByReference();
    CudaDriver.call("cuEventCreate", event, 0);
    return event.getValue();
  }
}
