// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.meta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.element.OutletStream;
import org.sonomask.gst.element.TransformBehaviour;
import org.sonomask.gst.element.TransformHost;
import org.sonomask.gst.ffi.EventType;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.frame.FrameMapper;
import org.sonomask.gst.frame.MaskSelection;
import org.sonomask.gst.frame.Turn;
import org.sonomask.gst.mask.Aspect;
import org.sonomask.gst.mask.MaskReader;
import org.sonomask.gst.paint.Area;

/**
 * One {@code sonometa}: a record for each new mask, with the times of the first frame that shows
 * it, and gaps between. The records are made on the streaming thread of the video, which waits only
 * when 256 of them have not been taken.
 */
final class SonoMeta implements TransformBehaviour {
  private static final long MILLISECOND = 1_000_000;

  /** Stands for the sequence of a mask where none has been sent. */
  private static final long NOTHING = -1;

  private final TransformHost host;
  private final OutletStream outlet;
  private final MaskCodecs codecs;
  private final MaskReader masks = new MaskReader();
  private final FrameMapper mapper = new FrameMapper();

  private RecordStream records;
  private MaskCodecs.Entry codec;
  private boolean begun;
  private long sent = NOTHING;

  SonoMeta(TransformHost host, MaskCodecs codecs) {
    this.host = host;
    this.outlet = host.outlet(0);
    this.codecs = codecs;
  }

  @Override
  public void start() {
    begun = false;
    records = null;
    codec = null;
  }

  @Override
  public void sinkEvent(int type, long event) {
    if (type == EventType.SEGMENT) {
      sent = NOTHING;
    }
  }

  @Override
  public boolean setCaps(long in, long out) {
    mapper.size(in);
    records = null;
    outlet.asksAgain();
    negotiate();
    return true;
  }

  /** Finds a format that downstream takes, and starts a stream in it. */
  private void negotiate() {
    Optional<MaskCodecs.Entry> found = wanted().filter(e -> outlet.accepts(e.caps())).findFirst();
    if (found.isEmpty()) {
      records = null;
      outlet.end();
      host.warn(
          "Nothing takes the masks in the wanted format: no metadata. Link the pad meta to an"
              + " element that takes one of its caps, or set another format.",
          "format " + host.text(SonoMetaProvider.FORMAT));
      return;
    }
    boolean other = codec != found.get();
    if (records != null && !other) {
      return;
    }
    codec = found.get();
    MaskCodec.Output output =
        new MaskCodec.Output(
            mapper.width(), mapper.height(), epoch(), host.flag(SonoMetaProvider.CONFIDENCE));
    try {
      records = new RecordStream(outlet, codec, output, begun && !other);
      begun = true;
      sent = NOTHING;
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written", impossible);
    }
  }

  private Stream<MaskCodecs.Entry> wanted() {
    String format = host.text(SonoMetaProvider.FORMAT);
    Stream<String> names =
        format.equals(Formats.AUTO)
            ? Arrays.stream(Formats.values()).map(Formats::nick)
            : Stream.of(format);
    return names.map(codecs::of).flatMap(Optional::stream);
  }

  private long epoch() {
    long set = host.integer(SonoMetaProvider.EPOCH);
    if (set != SonoMetaProvider.TIME_OF_DAY) {
      return set;
    }
    long now = host.runningTime();
    return System.currentTimeMillis() * MILLISECOND - (now == Gst.NO_TIME ? 0 : now);
  }

  /** Sends what a frame's metadata say; the frame itself is never changed. */
  @Override
  public boolean changes(long buffer) {
    if (!outlet.linked()) {
      return false;
    }
    if (outlet.asksAgain()) {
      negotiate();
    }
    if (records != null) {
      send(buffer);
    }
    return false;
  }

  private void send(long buffer) {
    long time = NativeMemory.getLong(buffer + Layout.GstBuffer.PTS);
    long duration = NativeMemory.getLong(buffer + Layout.GstBuffer.DURATION);
    records.begin(time);
    boolean written = false;
    try {
      written = write(buffer, time, duration);
    } finally {
      // Even if the mask is damaged: a sink that gets nothing would hold up the video.
      if (!written && time != Gst.NO_TIME) {
        outlet.gap(time, duration);
      }
    }
  }

  /** Whether the frame is to have a record, which is sent then. */
  private boolean write(long buffer, long time, long duration) {
    if (!masks.read(buffer) || masks.sequence() == sent && !host.flag(SonoMetaProvider.REPEAT)) {
      return false;
    }
    sent = masks.sequence();
    try {
      records.write(shown(buffer), masks.age(), time, duration);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written", impossible);
    }
    return true;
  }

  /** The mask as it lies on the frame, which may have been turned, and got bars. */
  private MaskFrame shown(long buffer) {
    Turn turn = Turn.of(host.text(MaskSelection.VIDEO_DIRECTION));
    MaskFrame mask = turn.apply(masks.frame(source()));
    if (!host.flag(MaskSelection.ADD_BORDERS)) {
      return mask;
    }
    Area area = mapper.area(buffer);
    MaskGeometry picture =
        turn.apply(masks.aspect()).place(area.width(), area.height(), mapper.aspect(area));
    return mask.withGeometry(Aspect.within(picture, mask.geometry()));
  }

  private String source() {
    String set = host.text(SonoMetaProvider.SOURCE);
    return set.isEmpty() ? host.name() : set;
  }

  @Override
  public int transformIp(long buffer) {
    return Flow.OK;
  }

  @Override
  public void close() {
    masks.close();
    mapper.close();
  }
}
