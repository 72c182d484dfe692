// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import com.sun.jna.Callback;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes native function pointers that end in Java. A trampoline is never freed: native classes and
 * pads keep the pointers, and a collected callback's memory is handed to the next one.
 *
 * <p>Shapes have primitive arguments only, which keeps JNA on its direct path (0.2 us instead of
 * 0.7 us a call). A thread of GStreamer is attached to the JVM once, as a daemon, and detached when
 * it ends; attaching at each call would cost 25 us.
 *
 * <p>An implementation must not let an exception out: JNA would answer 0, which GStreamer reads as
 * "all is well".
 */
public final class Trampoline {
  /** {@code void f(gpointer)}. */
  public interface Procedure extends Callback {
    void call(long a);
  }

  /** {@code void f(gpointer, gpointer)}. */
  public interface Procedure2 extends Callback {
    void call(long a, long b);
  }

  /** {@code void f(GObject*, guint, GValue*, GParamSpec*)}. */
  public interface Property extends Callback {
    void call(long object, int id, long value, long spec);
  }

  /** {@code gboolean f(gpointer)}. */
  public interface Question extends Callback {
    int call(long a);
  }

  /** {@code gint f(gpointer, gpointer)}. */
  public interface Question2 extends Callback {
    int call(long a, long b);
  }

  /** {@code gint f(gpointer, gpointer, gpointer)}. */
  public interface Question3 extends Callback {
    int call(long a, long b, long c);
  }

  /** {@code gint f(gpointer, gint)}. */
  public interface Transition extends Callback {
    int call(long a, int b);
  }

  /** {@code gboolean f(gpointer, gpointer, GType, gpointer)}. */
  public interface Question4 extends Callback {
    int call(long a, long b, long c, long d);
  }

  /** {@code gpointer f(gpointer, gpointer)}. */
  public interface Lookup extends Callback {
    long call(long a, long b);
  }

  /** {@code GstCaps* f(GstBaseTransform*, GstPadDirection, GstCaps*, GstCaps*)}. */
  public interface CapsTransform extends Callback {
    long call(long transform, int direction, long caps, long filter);
  }

  /** {@code gboolean f(GstPad*, GstObject*, GstPadMode, gboolean)}. */
  public interface Activation extends Callback {
    int call(long pad, long parent, int mode, int active);
  }

  private static final Queue<Callback> PINNED = new ConcurrentLinkedQueue<>();

  private static final CallbackThreadInitializer ATTACH_ONCE =
      new CallbackThreadInitializer(true, false, "gstreamer");

  private Trampoline() {}

  /** The native function pointer of a callback of one of the shapes here; valid for ever. */
  public static long of(Callback callback) {
    PINNED.add(callback);
    Native.setCallbackThreadInitializer(callback, ATTACH_ONCE);
    return LibC.memmove(callback, 0, 0);
  }
}
