// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.conference;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.SDPMessage;
import org.freedesktop.gstreamer.webrtc.WebRTCBin;
import org.freedesktop.gstreamer.webrtc.WebRTCICEGatheringState;
import org.freedesktop.gstreamer.webrtc.WebRTCPeerConnectionState;
import org.freedesktop.gstreamer.webrtc.WebRTCSDPType;
import org.freedesktop.gstreamer.webrtc.WebRTCSessionDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.ffi.Launch;

/** A browser that sends VP8 and Opus and gets VP8 back. */
final class Guest implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Guest.class);

  /** Who sounds. */
  static final String MASK = "sonomask name=mask inference-interval=200000000 max-age=2000000000";

  /** The picture of whoever sounds. */
  static final String SHOT =
      "sonofocus margin=1.1 max-speed=1.5 acceleration=5 memory=0"
          + " ! video/x-raw,width=480,height=480";

  private static final String PIPELINE =
      """
      webrtcbin name=peer bundle-policy=max-bundle

      rtpvp8depay name=camera request-keyframe=true ! vp8dec ! videoconvert
        ! queue leaky=downstream max-size-buffers=5 ! mask.video_sink
      rtpopusdepay name=microphone ! opusdec ! queue ! mask.audio_sink

      %2$s
      mask.audio_src ! fakesink sync=false async=false
      mask.video_src ! %3$s ! videoconvert
        ! vp8enc deadline=1 cpu-used=8 target-bitrate=1000000 keyframe-max-dist=50
        ! rtpvp8pay pt=%1$d picture-id-mode=15-bit
        ! application/x-rtp,media=video,encoding-name=VP8,payload=%1$d,clock-rate=90000
        ! queue ! peer.
      """;

  private static final Pattern VP8 = Pattern.compile("a=rtpmap:(\\d+) VP8/90000");
  private static final long PATIENCE = 60;

  private final Pipeline pipeline;
  private final WebRTCBin peer;
  private final WebRTCBin.CREATE_ANSWER onAnswer = this::describe;
  private final Element.PAD_ADDED onPad = (element, pad) -> receive(pad);
  private final Bus.ERROR onError;
  private final CompletableFuture<Void> described = new CompletableFuture<>();
  private volatile boolean failed;

  /**
   * Begins to answer.
   *
   * @param offer SDP with all candidates
   * @throws IllegalArgumentException if the offer has no VP8
   */
  Guest(String offer) {
    Matcher vp8 = VP8.matcher(offer);
    if (!vp8.find()) {
      throw new IllegalArgumentException("This is no offer of a browser that can send VP8.");
    }
    String description = PIPELINE.formatted(Integer.parseInt(vp8.group(1)), MASK, SHOT);
    Launch.check(description);
    pipeline = (Pipeline) Gst.parseLaunch(description);
    peer = (WebRTCBin) pipeline.getElementByName("peer");
    onError =
        (source, code, text) -> {
          LOG.error("a guest's {} failed: {}", source.getName(), text);
          failed = true;
        };
    pipeline.getBus().connect(onError);
    peer.connect(onPad);
    pipeline.play();
    SDPMessage sdp = new SDPMessage();
    sdp.parseBuffer(offer);
    peer.setRemoteDescription(new WebRTCSessionDescription(WebRTCSDPType.OFFER, sdp));
    peer.createAnswer(onAnswer);
  }

  private void describe(WebRTCSessionDescription answer) {
    peer.setLocalDescription(answer);
    described.complete(null);
  }

  /**
   * The answer, once it has all candidates.
   *
   * @throws IllegalStateException if there is none, and the guest is gone
   */
  String answer() {
    try {
      described.get(PATIENCE, TimeUnit.SECONDS);
      for (int i = 0; i < 100 * PATIENCE; i++) {
        if (peer.getICEGatheringState() == WebRTCICEGatheringState.COMPLETE) {
          return peer.getLocalDescription().getSDPMessage().toString();
        }
        Thread.sleep(10);
      }
      throw new TimeoutException("no candidates; is gstreamer1.0-nice installed?");
    } catch (InterruptedException | ExecutionException | TimeoutException failure) {
      close();
      throw new IllegalStateException("this guest cannot be answered", failure);
    }
  }

  /** Links what comes to the elements that wait for it. */
  private void receive(Pad pad) {
    String media = pad.getCurrentCaps().getStructure(0).getString("media");
    String name = "video".equals(media) ? "camera" : "microphone";
    pad.link(pipeline.getElementByName(name).getStaticPad("sink"));
  }

  /** Whether nobody is there any more; closes what is left. */
  boolean hasLeft() {
    WebRTCPeerConnectionState state = peer.getConnectionState();
    boolean left =
        failed
            || state == WebRTCPeerConnectionState.FAILED
            || state == WebRTCPeerConnectionState.DISCONNECTED
            || state == WebRTCPeerConnectionState.CLOSED;
    if (left) {
      close();
    }
    return left;
  }

  @Override
  public void close() {
    pipeline.stop();
    pipeline.dispose();
  }
}
