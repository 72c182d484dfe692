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
 * Our kernels, by the driver's own interface: it translates their PTX for the GPU at hand when the
 * first of a context is wanted. Modules live as long as their context.
 */
final class CudaDriver {
  private static final String KERNELS = "kernels.ptx";
  private static final Map<Pointer, Pointer> MODULES = new ConcurrentHashMap<>();
  private static final Map<String, Pointer> FUNCTIONS = new ConcurrentHashMap<>();

  private CudaDriver() {}

  /** The driver's library, asked for only where there is one. */
  private static final class Library {
    private static final NativeLibrary CUDA = NativeLibrary.getInstance("libcuda.so.1");

    static void call(String function, Object... arguments) throws CudaException {
      Function called = CUDA.getFunction(function);
      int status = called.invokeInt(arguments);
      if (status != 0) {
        throw new CudaException(function + " answers " + status + " (" + name(status) + ")");
      }
    }

    private static String name(int status) {
      PointerByReference name = new PointerByReference();
      CUDA.getFunction("cuGetErrorName").invokeInt(new Object[] {status, name});
      return name.getValue() == null ? "unknown" : name.getValue().getString(0);
    }
  }

  /**
   * Queues a kernel.
   *
   * @param blocks along x, y and z
   * @param threads of a block, along x
   * @param arguments {@link Pointer} or {@link Integer} each
   */
  static void launch(String kernel, int[] blocks, int threads, Pointer stream, Object... arguments)
      throws CudaException {
    try (Memory values = new Memory((long) arguments.length * Long.BYTES);
        Memory addresses = new Memory((long) arguments.length * Native.POINTER_SIZE)) {
      for (int i = 0; i < arguments.length; i++) {
        long at = (long) i * Long.BYTES;
        if (arguments[i] instanceof Integer number) {
          values.setInt(at, number);
        } else {
          values.setPointer(at, (Pointer) arguments[i]);
        }
        addresses.setPointer((long) i * Native.POINTER_SIZE, values.share(at));
      }
      Library.call(
          "cuLaunchKernel",
          function(kernel),
          blocks[0],
          blocks[1],
          blocks[2],
          threads,
          1,
          1,
          0,
          stream,
          addresses,
          Pointer.NULL);
    }
  }

  private static Pointer function(String kernel) throws CudaException {
    PointerByReference context = new PointerByReference();
    Library.call("cuCtxGetCurrent", context);
    String key = Pointer.nativeValue(context.getValue()) + kernel;
    Pointer known = FUNCTIONS.get(key);
    if (known != null) {
      return known;
    }
    PointerByReference function = new PointerByReference();
    Library.call("cuModuleGetFunction", function, module(context.getValue()), kernel);
    FUNCTIONS.put(key, function.getValue());
    return function.getValue();
  }

  private static synchronized Pointer module(Pointer context) throws CudaException {
    Pointer known = MODULES.get(context);
    if (known != null) {
      return known;
    }
    PointerByReference module = new PointerByReference();
    try (Memory text = text()) {
      Library.call("cuModuleLoadData", module, text);
    }
    MODULES.put(context, module.getValue());
    return module.getValue();
  }

  private static Memory text() throws CudaException {
    try (InputStream in = CudaDriver.class.getResourceAsStream(KERNELS)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      Memory memory = new Memory(text.length() + 1L);
      memory.setString(0, text, "US-ASCII");
      return memory;
    } catch (IOException unreadable) {
      throw new CudaException(KERNELS + " cannot be read: " + unreadable.getMessage());
    }
  }
}
