// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.GstObject;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.Structure;
import org.freedesktop.gstreamer.message.Message;
import org.freedesktop.gstreamer.message.MessageType;

/**
 * What a pipeline says while it runs, as sentences for the user. Its callbacks run on GStreamer's
 * threads and only note things down; {@link #await} tells them to the thread that waits.
 */
final class PipelineEvents {

  /** How a run ends. */
  sealed interface End {}

  /** All of the clip has been written. */
  record Finished() implements End {}

  /**
   * It cannot go on.
   *
   * @param sentence for the user
   */
  record Failed(String sentence) implements End {}

  private final Input input;
  private final InputPads pads;
  private final Bus bus;
  private final Bus.EOS onEnd = this::end;
  private final Bus.ERROR onError = this::error;
  private final Bus.WARNING onWarning = this::warning;
  private final Bus.MESSAGE onMessage = this::message;
  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
  private volatile String missing;
  private volatile String firstWarning;

  PipelineEvents(Pipeline pipeline, Input input, InputPads pads) {
    this.input = input;
    this.pads = pads;
    bus = pipeline.getBus();
    bus.connect(onEnd);
    bus.connect(onError);
    bus.connect(onWarning);
    bus.connect(onMessage);
  }

  /** Waits for the end of the run; empty if it has not come by then. */
  Optional<End> await(long millis) throws InterruptedException {
    return Optional.ofNullable(ends.poll(millis, TimeUnit.MILLISECONDS));
  }

  /** The first thing that sonomask warned of. */
  Optional<String> warning() {
    return Optional.ofNullable(firstWarning);
  }

  InputPads pads() {
    return pads;
  }

  void padAdded(Element source, Pad pad) {
    try {
      pads.offer(pad);
    } catch (RuntimeException failure) {
      fail("cannot be linked: " + failure.getMessage());
    }
  }

  void noMorePads(Element source) {
    if (!pads.hasVideo() || !pads.hasAudio()) {
      failForLack();
    }
  }

  private void failForLack() {
    if (missing != null) {
      fail(
          "needs "
              + missing
              + ", for which GStreamer has no plugin here: install one of the "
              + "packages gstreamer1.0-libav, -plugins-good, -plugins-bad and -plugins-ugly that has it");
    } else if (pads.hasVideo()) {
      fail("has no sound, and what sounds cannot be marked without");
    } else {
      fail(pads.hasAudio() ? "has no picture to mark" : "has neither picture nor sound");
    }
  }

  /** GStreamer did not want to start; if it gave no reason, that is the reason. */
  void refused() {
    fail("cannot be played: GStreamer refuses to start the pipeline");
  }

  private void end(GstObject origin) {
    ends.add(new Finished());
  }

  private void error(GstObject origin, int code, String text) {
    if (missing != null && !(pads.hasVideo() && pads.hasAudio())) {
      failForLack();
    } else if (origin.getName().equals(MarkPipeline.SINK)) {
      ends.add(new Failed("the marked clip cannot be written: " + text));
    } else if (origin.getName().equals(MarkPipeline.READER)) {
      fail("cannot be read, check the address and its server: " + trimmed(text));
    } else {
      fail("cannot be marked: " + trimmed(text) + " (" + origin.getName() + ")");
    }
  }

  private void warning(GstObject origin, int code, String text) {
    if (firstWarning == null && origin.getName().equals(MarkPipeline.MASK)) {
      firstWarning = text;
    }
  }

  private void message(Bus source, Message message) {
    if (message.getType() != MessageType.ELEMENT) {
      return;
    }
    Structure structure = message.getStructure();
    if (structure != null && structure.hasName("missing-plugin") && missing == null) {
      missing = structure.hasField("name") ? structure.getString("name") : "a format";
    }
  }

  private void fail(String predicate) {
    ends.add(new Failed("'" + input.name() + "' " + predicate + "."));
  }

  private static String trimmed(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
