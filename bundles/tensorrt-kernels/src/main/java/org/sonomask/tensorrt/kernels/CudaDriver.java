// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Our kernels, by the driver's own interface. There are two files of PTX; the driver translates one
 * for the GPU at hand when a context's first kernel of it is wanted. Modules live as long as their
 * context. Thread-safe.
 */
final class CudaDriver {
  private static final String KERNELS = "kernels.ptx";

  /** Kernels for compute capability 9.0 alone. */
  private static final String HOPPER = "hopper.ptx";

  /** What the names of these begin with. */
  private static final String OF_HOPPER = "hopper_";

  /** Shared memory that a block has without asking for more. */
  private static final int PLAIN_SHARED_BYTES = 48 << 10;

  /** {@code CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES}. */
  private static final int MOST_SHARED_BYTES = 8;

  private static final Map<String, Pointer> MODULES = new ConcurrentHashMap<>();
  private static final Map<String, Pointer> FUNCTIONS = new ConcurrentHashMap<>();

  private CudaDriver() {}

  /** The driver's library, asked for only where there is one. */
  private static final class Library {
    private static final NativeLibrary CUDA = NativeLibrary.getInstance("libcuda.so.1");

    private static String name(int status) {
      PointerByReference name = new PointerByReference();
      CUDA.getFunction("cuGetErrorName").invokeInt(new Object[] {status, name});
      return name.getValue() == null ? "unknown" : name.getValue().getString(0);
    }
  }

  /**
   * Calls a function of the driver.
   *
   * @throws CudaException with the driver's name for what went wrong
   */
  static void call(String function, Object... arguments) throws CudaException {
    Function called = Library.CUDA.getFunction(function);
    int status = called.invokeInt(arguments);
    if (status != 0) {
      throw new CudaException(function + " answers " + status + " (" + Library.name(status) + ")");
    }
  }

  /**
   * Queues a kernel, whose arguments are inputs, then outputs, then sizes.
   *
   * @param blocks along x, y and z
   * @param threads of a block, along x
   * @param inputs device addresses; null for one that is not there
   * @param outputs as inputs
   * @throws CudaException if the driver refuses; where the GPU is why, the message says what to do
   */
  static void launch(
      String kernel,
      int[] blocks,
      int threads,
      Pointer stream,
      Pointer[] inputs,
      Pointer[] outputs,
      int... sizes)
      throws CudaException {
    launch(kernel, blocks, threads, 0, stream, inputs, outputs, sizes);
  }

  /**
   * Queues a kernel whose blocks share memory.
   *
   * @param sharedBytes of a block, beside what the kernel itself declares
   * @throws CudaException as above
   */
  static void launch(
      String kernel,
      int[] blocks,
      int threads,
      int sharedBytes,
      Pointer stream,
      Pointer[] inputs,
      Pointer[] outputs,
      int... sizes)
      throws CudaException {
    Pointer function = function(kernel);
    if (sharedBytes > PLAIN_SHARED_BYTES) {
      share(kernel, function, sharedBytes);
    }
    int pointers = inputs.length + outputs.length;
    int count = pointers + sizes.length;
    try (Memory values = new Memory((long) count * Long.BYTES);
        Memory addresses = new Memory((long) count * Native.POINTER_SIZE)) {
      values.write(0, inputs, 0, inputs.length);
      values.write((long) inputs.length * Long.BYTES, outputs, 0, outputs.length);
      for (int i = 0; i < sizes.length; i++) {
        values.setInt((long) (pointers + i) * Long.BYTES, sizes[i]);
      }
      for (int i = 0; i < count; i++) {
        addresses.setPointer((long) i * Native.POINTER_SIZE, values.share((long) i * Long.BYTES));
      }
      call(
          "cuLaunchKernel",
          function,
          blocks[0],
          blocks[1],
          blocks[2],
          threads,
          1,
          1,
          sharedBytes,
          stream,
          addresses,
          Pointer.NULL);
    }
  }

  /** Allows a kernel's blocks so much shared memory. */
  private static void share(String kernel, Pointer function, int bytes) throws CudaException {
    try {
      call("cuFuncSetAttribute", function, MOST_SHARED_BYTES, bytes);
    } catch (CudaException less) {
      throw new CudaException(
          kernel
              + " needs "
              + (bytes >> 10)
              + " KB of shared memory a block, which this GPU does not have ("
              + less.getMessage()
              + "): write the model with Sampling.KERNELS");
    }
  }

  private static Pointer function(String kernel) throws CudaException {
    PointerByReference context = new PointerByReference();
    call("cuCtxGetCurrent", context);
    String key = Pointer.nativeValue(context.getValue()) + kernel;
    Pointer known = FUNCTIONS.get(key);
    if (known != null) {
      return known;
    }
    PointerByReference function = new PointerByReference();
    String resource = kernel.startsWith(OF_HOPPER) ? HOPPER : KERNELS;
    Pointer module = module(context.getValue(), resource);
    call("cuModuleGetFunction", function, module, kernel);
    FUNCTIONS.put(key, function.getValue());
    return function.getValue();
  }

  private static synchronized Pointer module(Pointer context, String resource)
      throws CudaException {
    String key = Pointer.nativeValue(context) + resource;
    Pointer known = MODULES.get(key);
    if (known != null) {
      return known;
    }
    PointerByReference module = new PointerByReference();
    try (Memory text = text(resource)) {
      call("cuModuleLoadData", module, text);
    } catch (CudaException refused) {
      throw new CudaException(
          resource
              + " cannot be loaded ("
              + refused.getMessage()
              + "): "
              + (resource.equals(HOPPER)
                  ? "a model with Sampling.FUSED needs a GPU of compute capability 9.0, as an H100"
                      + " is; write it with Sampling.KERNELS for others"
                  : "it needs a GPU of compute capability 8.0 and driver 555, or newer; write the"
                      + " model with Sampling.GRID_SAMPLE for others"));
    }
    MODULES.put(key, module.getValue());
    return module.getValue();
  }

  private static Memory text(String resource) throws CudaException {
    try (InputStream in = CudaDriver.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      Memory memory = new Memory(text.length() + 1L);
      memory.setString(0, text, "US-ASCII");
      return memory;
    } catch (IOException unreadable) {
      throw new CudaException(resource + " cannot be read: " + unreadable.getMessage());
    }
  }
}
