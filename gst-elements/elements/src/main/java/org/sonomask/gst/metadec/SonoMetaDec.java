// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.metadec;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.sonomask.api.MaskFrame;
import org.sonomask.gst.element.BranchHost;
import org.sonomask.gst.element.InletBehaviour;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.frame.ShownArea;
import org.sonomask.gst.mask.MaskStamp;
import org.sonomask.gst.meta.Formats;
import org.sonomask.gst.meta.MaskCodecs;
import org.sonomask.gst.paint.Area;

/**
 * One {@code sonometadec}: shows each mask from the time on at which it was first shown when it was
 * written.
 */
final class SonoMetaDec implements InletBehaviour {
  private static final int VIDEO = 0;
  private static final int META = 0;

  private final BranchHost host;
  private final MaskCodecs codecs;
  private final MaskQueue queue = new MaskQueue();
  private final Patience patience = new Patience();
  private final ShownArea shown = new ShownArea();
  private final long info = NativeMemory.allocate(Layout.GstVideoInfo.SIZE);
  private final long map = NativeMemory.allocate(Layout.GstMapInfo.SIZE);

  private volatile int width;
  private volatile int height;
  private volatile int pixelWidth = 1;
  private volatile int pixelHeight = 1;
  private FileReading file;
  private RecordFeed feed;
  private MaskStamp stamp;

  SonoMetaDec(BranchHost host, MaskCodecs codecs) {
    this.host = host;
    this.codecs = codecs;
  }

  @Override
  public synchronized void start() {
    feed = null;
    queue.reset();
    patience.reset();
    String location = location();
    if (!location.isEmpty()) {
      newFeed(host.text(SonoMetaDecProvider.FORMAT))
          .ifPresent(fresh -> file = new FileReading(host, location, fresh, queue));
    }
  }

  private String location() {
    return host.text(SonoMetaDecProvider.LOCATION);
  }

  private Optional<RecordFeed> newFeed(String format) {
    String known = format.equals(Formats.AUTO) ? Formats.JSONL.nick() : format;
    Optional<RecordFeed> fresh =
        codecs
            .of(known)
            .map(
                codec ->
                    new RecordFeed(
                        host,
                        codec.codec(),
                        (int) host.integer(SonoMetaDecProvider.MAX_PIXELS),
                        queue,
                        () -> host.wake(VIDEO)));
    if (fresh.isEmpty()) {
      host.warn(
          "No codec reads "
              + known
              + ": video passes without masks. Start the bundle org.sonomask.metadata, or set"
              + " another format.",
          "");
    }
    return fresh;
  }

  @Override
  public synchronized void stop() {
    closeFile();
    queue.close();
    closeStamp();
  }

  private void closeFile() {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  private void closeStamp() {
    if (stamp != null) {
      stamp.close();
      stamp = null;
    }
  }

  @Override
  public void close() {
    stop();
    NativeMemory.free(info);
    NativeMemory.free(map);
  }

  @Override
  public void caps(int branch, long caps) {
    if (GstVideo.gst_video_info_from_caps(info, caps) != 0) {
      width = NativeMemory.getInt(info + Layout.GstVideoInfo.WIDTH);
      height = NativeMemory.getInt(info + Layout.GstVideoInfo.HEIGHT);
      pixelWidth = NativeMemory.getInt(info + Layout.GstVideoInfo.PAR_N);
      pixelHeight = NativeMemory.getInt(info + Layout.GstVideoInfo.PAR_D);
    }
  }

  /** After a seek the file is read from its beginning: its masks are known by their times only. */
  @Override
  public synchronized void flushed(int branch) {
    patience.reset();
    if (!location().isEmpty()) {
      closeFile();
      start();
    }
  }

  @Override
  public void inletCaps(int inlet, long caps) {
    String text = NativeMemory.take(Gst.gst_caps_to_string(caps));
    feed = newFeed(format(text)).orElse(null);
  }

  private String format(String caps) {
    String set = host.text(SonoMetaDecProvider.FORMAT);
    return set.equals(Formats.AUTO) ? Formats.of(caps).map(Formats::nick).orElse(set) : set;
  }

  @Override
  public void inletArrived(int inlet, long buffer, long runningTime) {
    if (!location().isEmpty()) {
      return;
    }
    if (feed == null) {
      feed = newFeed(host.text(SonoMetaDecProvider.FORMAT)).orElse(null);
    }
    if (feed != null && Gst.gst_buffer_map(buffer, map, Flags.GST_MAP_READ) != 0) {
      try {
        long data = NativeMemory.getLong(map + Layout.GstMapInfo.DATA);
        ByteBuffer bytes = NativeMemory.view(data, Gst.gst_buffer_get_size(buffer));
        feed.read(bytes, runningTime);
      } finally {
        Gst.gst_buffer_unmap(buffer, map);
      }
    }
  }

  @Override
  public void inletGap(int inlet, long end) {
    if (location().isEmpty()) {
      queue.nothingBefore(end);
      host.wake(VIDEO);
    }
  }

  @Override
  public void inletEnded(int inlet) {
    if (feed != null && location().isEmpty()) {
      feed.end();
    }
  }

  @Override
  public void inletFlushing(int inlet) {
    if (location().isEmpty()) {
      queue.close();
    }
  }

  @Override
  public void inletFlushed(int inlet) {
    if (location().isEmpty()) {
      feed = null;
      queue.reset();
    }
  }

  /** The time by which masks are found: a file's are stream times. */
  private long time(long runningTime) {
    return location().isEmpty() ? runningTime : host.streamTime(VIDEO, runningTime);
  }

  @Override
  public long hold(int branch, long runningTime, long duration, boolean pressed) {
    long time = time(runningTime);
    boolean comes = !location().isEmpty() || host.inletLinked(META);
    if (time == Gst.NO_TIME || !comes || host.live() || queue.knows(time)) {
      return 0;
    }
    long left =
        patience.left(
            time, queue.progress(), host.integer(SonoMetaDecProvider.MAX_WAIT), System.nanoTime());
    if (left == 0 && patience.endsNow()) {
      host.warn(
          "No records come for this video: it passes without waiting until some do. Check what is"
              + " linked to the pad meta, or raise max-wait-time.",
          "nothing within " + SonoMetaDecProvider.MAX_WAIT);
    }
    return left;
  }

  @Override
  public long leaving(int branch, long buffer, long runningTime) {
    long time = time(runningTime);
    MaskFrame mask = time == Gst.NO_TIME ? null : queue.at(time);
    if (mask == null
        || Long.compareUnsigned(mask.ageAt(time), host.integer(SonoMetaDecProvider.MAX_AGE)) > 0) {
      return buffer;
    }
    if (stamp == null || stamp.mask() != mask) {
      closeStamp();
      stamp = new MaskStamp(mask, List.of());
    }
    long writable = Gst.gst_mini_object_make_writable(buffer);
    Area area = shown.of(writable, width, height);
    stamp.pixelAspectRatio(pixelWidth, pixelHeight);
    stamp.stamp(writable, time, area.x(), area.y(), area.width(), area.height());
    return writable;
  }
}
