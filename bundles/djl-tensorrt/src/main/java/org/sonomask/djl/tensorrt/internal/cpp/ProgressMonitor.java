// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cpp;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import org.bytedeco.tensorrt.nvinfer.IProgressMonitor;

/**
 * An {@code nvinfer1::v_1_0::IProgressMonitor}, which the presets cannot make: an object whose
 * table of virtual functions leads back here. Must stay open while the builder uses it.
 */
public final class ProgressMonitor implements Owned.Resource {
  private static final int POINTER_BYTES = 8;
  private static final long PAUSE_NANOS = 20_000_000;
  private static final int BEFORE = 2;
  private static final int FUNCTIONS = 7;
  private static final String TYPE = "_ZTIN8nvinfer15v_1_016IProgressMonitorE";
  private static final String INFO = "_ZNK8nvinfer15v_1_016IProgressMonitor16getInterfaceInfoEv";

  /** What is told; on threads of TensorRT. */
  public interface Listener {

    /**
     * A phase begins.
     *
     * @param parent the phase it belongs to, or null
     */
    void begin(String phase, String parent, int steps);

    /**
     * A step is done.
     *
     * @return whether to go on
     */
    boolean step(String phase, int step);

    /** A phase is over. */
    void end(String phase);
  }

  private interface Language extends Callback {
    int invoke(Pointer self);
  }

  private interface Begin extends Callback {
    void invoke(Pointer self, String phase, String parent, int steps);
  }

  private interface Step extends Callback {
    byte invoke(Pointer self, Pointer phase, int step);
  }

  private interface End extends Callback {
    void invoke(Pointer self, String phase);
  }

  // JNA frees the native side of a callback once nobody holds the callback.
  private final Language language = self -> 0;
  private final Begin begin;
  private final Step step;
  private final End end;
  private final Memory table = new Memory((BEFORE + FUNCTIONS) * POINTER_BYTES);
  private volatile long told = System.nanoTime() - PAUSE_NANOS;
  private volatile boolean goOn = true;
  private final Memory object = new Memory(POINTER_BYTES);

  /**
   * Makes one.
   *
   * @param glue the presets' library, which holds what C++ headers define
   */
  public ProgressMonitor(Path glue, Listener listener) {
    begin = (self, phase, parent, steps) -> listener.begin(phase, parent, steps);
    step = (self, phase, number) -> (byte) (step(listener, phase, number) ? 1 : 0);
    end = (self, phase) -> listener.end(phase);
    NativeLibrary headers = NativeLibrary.getInstance(glue.toString());
    Pointer unused = CallbackReference.getFunctionPointer(language);
    // Two entries before the functions, then the functions in the class's order; the third and
    // fourth are destructors, which only an owner calls.
    Pointer[] entries = {
      null,
      headers.getGlobalVariableAddress(TYPE),
      unused,
      headers.getFunction(INFO),
      unused,
      unused,
      CallbackReference.getFunctionPointer(begin),
      CallbackReference.getFunctionPointer(step),
      CallbackReference.getFunctionPointer(end)
    };
    for (int i = 0; i < entries.length; i++) {
      table.setPointer((long) i * POINTER_BYTES, entries[i]);
    }
    object.setPointer(0, table.share((long) BEFORE * POINTER_BYTES));
  }

  /** TensorRT tells of millions of steps; of those that follow at once the listener hears not. */
  private boolean step(Listener listener, Pointer phase, int number) {
    long now = System.nanoTime();
    if (now - told > PAUSE_NANOS) {
      told = now;
      goOn = listener.step(phase.getString(0), number);
    }
    return goOn;
  }

  /** The object, for the builder. */
  public IProgressMonitor pointer() {
    return new IProgressMonitor(new Address(Pointer.nativeValue(object)));
  }

  @Override
  public void close() {
    object.close();
    table.close();
  }
}
