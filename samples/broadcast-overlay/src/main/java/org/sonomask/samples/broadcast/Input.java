// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.broadcast;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.gstreamer.Bin;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.GhostPad;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.GstObject;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.PadProbeReturn;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.elements.URIDecodeBin;
import org.freedesktop.gstreamer.event.CapsEvent;
import org.freedesktop.gstreamer.event.EOSEvent;
import org.freedesktop.gstreamer.event.Event;
import org.sonomask.gst.ffi.Launch;

/** The source in the programme, for as long as it lasts; for the next try make another one. */
final class Input implements AutoCloseable {

  private static final String NAME = "input";
  private static final int RTSP_LATENCY_MILLIS = 300;

  /** RTSP needs 5 s to find that UDP does not come through. */
  private static final int SECONDS_TO_THE_FIRST_PICTURE = 15;

  private static final int SECONDS_TO_THE_NEXT = 3;

  private static final String DESCRIPTION =
      """
      uridecodebin uri="%s" name=source
      source. ! video/x-raw ! queue ! videoconvert ! videoscale
        ! videorate name=rate skip-to-first=true ! %s ! identity name=video
      source. ! audio/x-raw ! queue ! audioconvert ! audioresample ! %s ! identity name=audio
      """;

  private final Programme programme;
  private final Pipeline pipeline;
  private final Bin bin;
  private final Element rate;
  private final Element compositor;
  private final Element mixer;
  private final Pad picture;
  private final Pad sound;
  private final CompletableFuture<String> lost = new CompletableFuture<>();
  private final Bus.ERROR onError = (origin, code, text) -> fail(origin, text);

  Input(String uri, Programme programme) {
    this.programme = programme;
    pipeline = programme.pipeline();
    compositor = pipeline.getElementByName(Programme.PICTURE);
    mixer = pipeline.getElementByName(Programme.SOUND);
    String description =
        DESCRIPTION.formatted(
            uri.replace("\"", "%22"), programme.pictureCaps(), Programme.SOUND_CAPS);
    Launch.check(description);
    bin = Gst.parseBinFromDescription(description, false);
    bin.setName(NAME);
    // Else a live source that connects later is not told to play.
    bin.set("async-handling", true);
    rate = bin.getElementByName("rate");
    ((URIDecodeBin) bin.getElementByName("source")).connect(Input::hurry);
    pipeline.getBus().connect(onError);
    pipeline.add(bin);
    picture = link("video", compositor);
    sound = link("audio", mixer);
    bin.syncStateWithParent();
  }

  /** RTSP's own 2 s are more than the programme waits for. */
  private static void hurry(URIDecodeBin decoder, Element source) {
    if (source.getFactory().getName().equals("rtspsrc")) {
      source.set("latency", RTSP_LATENCY_MILLIS);
    }
  }

  private Pad link(String name, Element sink) {
    Pad src = new GhostPad(name, bin.getElementByName(name).getStaticPad("src"));
    src.setActive(true);
    bin.addPad(src);
    Pad pad = sink.getRequestPad("sink_%u");
    pad.addEventProbe(this::watch);
    src.link(pad);
    return pad;
  }

  /** The end of the source is not the programme's. */
  private PadProbeReturn watch(Pad pad, Event event) {
    if (event instanceof CapsEvent) {
      System.out.println("receiving: " + pad.getParentElement().getName());
    }
    if (!(event instanceof EOSEvent)) {
      return PadProbeReturn.OK;
    }
    lost.complete("it ended");
    return PadProbeReturn.DROP;
  }

  private void fail(GstObject origin, String text) {
    if (isPartOf(bin, origin)) {
      lost.complete(origin.getName() + ": " + text);
    }
  }

  /**
   * Waits until nothing more is to be expected of the source.
   *
   * @return why
   * @throws ExecutionException if the programme has failed
   */
  String awaitLoss() throws InterruptedException, ExecutionException {
    CompletableFuture<Object> end = CompletableFuture.anyOf(lost, programme.failed());
    long pictures = 0;
    int patience = SECONDS_TO_THE_FIRST_PICTURE;
    while (patience > 0) {
      try {
        return (String) end.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException alive) {
        long now = ((Number) rate.get("in")).longValue();
        patience = now == pictures ? patience - 1 : SECONDS_TO_THE_NEXT;
        pictures = now;
      }
    }
    return "no picture comes";
  }

  static boolean isPartOfOne(GstObject object) {
    return object != null && (object.getName().equals(NAME) || isPartOfOne(object.getParent()));
  }

  static boolean isPartOf(Bin bin, GstObject object) {
    return object != null && (object.equals(bin) || isPartOf(bin, object.getParent()));
  }

  @Override
  public void close() {
    pipeline.getBus().disconnect(onError);
    compositor.releaseRequestPad(picture);
    mixer.releaseRequestPad(sound);
    bin.stop();
    pipeline.remove(bin);
  }
}
