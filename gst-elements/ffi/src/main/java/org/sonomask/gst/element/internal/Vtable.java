// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Trampoline;

/**
 * The function pointers that classes, pads and tasks of all our types share; made once, never
 * freed. Each ends in the {@link Instance} of the element it is called for, and lets no exception
 * out: what the instance itself does not catch becomes a GST_ELEMENT_ERROR.
 */
final class Vtable {
  static final long SET_PROPERTY =
      Trampoline.of(
          (Trampoline.Property)
              (object, id, value, spec) ->
                  guard(object, () -> Instances.get(object).setProperty(id, value)));

  static final long GET_PROPERTY =
      Trampoline.of(
          (Trampoline.Property)
              (object, id, value, spec) ->
                  guard(object, () -> Instances.get(object).getProperty(id, value)));

  static final long CHANGE_STATE =
      Trampoline.of(
          (Trampoline.Transition)
              (element, transition) ->
                  guard(
                      element,
                      Flags.GST_STATE_CHANGE_FAILURE,
                      () -> Instances.changeState(element, transition)));

  static final long DISPOSE = Trampoline.of((Trampoline.Procedure) Vtable::dispose);

  static final long FINALIZE = Trampoline.of((Trampoline.Procedure) Vtable::finalize);

  static final long SET_CAPS =
      Trampoline.of(
          (Trampoline.Question3)
              (element, in, out) -> guard(element, 0, () -> Instances.setCaps(element, in, out)));

  static final long SINK_EVENT =
      Trampoline.of(
          (Trampoline.Question2)
              (element, event) -> guard(element, 0, () -> Instances.sinkEvent(element, event)));

  static final long TRANSFORM_IP = Trampoline.of((Trampoline.Question2) Vtable::transformIp);

  static final long BEFORE_TRANSFORM =
      Trampoline.of((Trampoline.Procedure2) Vtable::beforeTransform);

  static final long TRANSFORM_CAPS =
      Trampoline.of(
          (Trampoline.CapsTransform)
              (element, direction, caps, filter) ->
                  guardLong(
                      element,
                      () ->
                          Instances.transform(element)
                              .otherCaps(direction == Flags.GST_PAD_SINK, caps, filter)));

  static final long FIXATE_CAPS =
      Trampoline.of(
          (Trampoline.CapsTransform)
              (element, direction, caps, other) ->
                  guardLong(
                      element,
                      () ->
                          Instances.transform(element)
                              .chosenCaps(direction == Flags.GST_PAD_SINK, caps, other)));

  /** What downstream takes beside the pictures may come from upstream: we leave it as it is. */
  static final long FILTER_META =
      Trampoline.of((Trampoline.Question4) (element, query, api, parameters) -> 1);

  static final long DECIDE_ALLOCATION =
      Trampoline.of(
          (Trampoline.Question2)
              (element, query) ->
                  guard(element, 0, () -> Instances.transform(element).decideAllocation(query)));

  static final long PREPARE_OUTPUT_BUFFER =
      Trampoline.of((Trampoline.Question3) Vtable::prepareOutputBuffer);

  /** Nothing is left to be done: the buffer was made when it was prepared. */
  static final long TRANSFORM = Trampoline.of((Trampoline.Question3) (element, in, out) -> Flow.OK);

  static final long CHAIN = Trampoline.of((Trampoline.Question3) Vtable::chain);

  static final long EVENT =
      Trampoline.of(
          (Trampoline.Question3)
              (pad, element, event) ->
                  guard(element, 0, () -> Instances.pad(pad, element).event(pad, event) ? 1 : 0));

  static final long QUERY =
      Trampoline.of(
          (Trampoline.Question3)
              (pad, element, query) ->
                  guard(element, 0, () -> Instances.pad(pad, element).query(pad, query) ? 1 : 0));

  static final long INTERNAL_LINKS =
      Trampoline.of(
          (Trampoline.Lookup)
              (pad, element) -> guardLong(element, () -> Instances.internalLinks(pad, element)));

  static final long ACTIVATE_MODE =
      Trampoline.of(
          (Trampoline.Activation)
              (pad, element, mode, active) ->
                  guard(
                      element,
                      0,
                      () ->
                          mode == Flags.GST_PAD_MODE_PUSH
                                  && Instances.pad(pad, element).activate(active != 0)
                              ? 1
                              : 0));

  static final long TASK = Trampoline.of((Trampoline.Procedure) Vtable::task);

  private Vtable() {}

  // Those below are the hot path: a lambda would be an allocation a call.

  private static int chain(long pad, long element, long buffer) {
    try {
      return Instances.pad(pad, element).chain(buffer);
    } catch (Throwable t) {
      return report(element, t, Flow.ERROR);
    }
  }

  private static void beforeTransform(long element, long buffer) {
    try {
      Instances.transform(element).beforeTransform(buffer);
    } catch (Throwable t) {
      report(element, t, 0);
    }
  }

  private static int prepareOutputBuffer(long element, long buffer, long out) {
    try {
      return Instances.transform(element).prepare(buffer, out);
    } catch (Throwable t) {
      return report(element, t, Flow.ERROR);
    }
  }

  private static int transformIp(long element, long buffer) {
    try {
      return Instances.transform(element).transformIp(buffer);
    } catch (Throwable t) {
      return report(element, t, Flow.ERROR);
    }
  }

  private static void task(long pad) {
    try {
      Instances.ofTask(pad).iterate();
    } catch (Throwable t) {
      Instances.taskFailed(pad, t);
    }
  }

  private static void dispose(long object) {
    try {
      Instances.dispose(object);
    } catch (Throwable t) {
      report(0, t, 0);
    }
  }

  private static void finalize(long object) {
    try {
      Instances.finalize(object);
    } catch (Throwable t) {
      report(0, t, 0);
    }
  }

  private static void guard(long element, Runnable call) {
    try {
      call.run();
    } catch (Throwable t) {
      report(element, t, 0);
    }
  }

  private static int guard(long element, int onFailure, IntSupplier call) {
    try {
      return call.getAsInt();
    } catch (Throwable t) {
      return report(element, t, onFailure);
    }
  }

  private static long guardLong(long element, LongSupplier call) {
    try {
      return call.getAsLong();
    } catch (Throwable t) {
      return report(element, t, 0);
    }
  }

  private static int report(long element, Throwable reason, int result) {
    Instances.report(element, reason);
    return result;
  }
}
