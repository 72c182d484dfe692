// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import java.util.List;
import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.element.ConverterBehaviour;
import org.sonomask.gst.element.TransformHost;
import org.sonomask.gst.ffi.EventType;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.frame.FrameFormat;
import org.sonomask.gst.frame.FrameMapper;
import org.sonomask.gst.frame.MaskedFrames;
import org.sonomask.gst.frame.Turn;
import org.sonomask.gst.mask.Aspect;
import org.sonomask.gst.mask.MaskCrop;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Picture;

/**
 * One {@code sonofocus}: a camera that follows what sounds. Masks lie on the shot as they lay on
 * the picture.
 */
final class SonoFocus implements ConverterBehaviour {
  private static final long USUAL_FRAME = 40_000_000;

  private final TransformHost host;
  private final MaskedFrames frames = new MaskedFrames();
  private final FrameMapper shots = new FrameMapper();
  private final MaskCrop masks = new MaskCrop();
  private final SoundingBox box = new SoundingBox();
  private volatile FocusSettings settings;
  private volatile boolean cut;

  private FrameFormat format;
  private FrameFormat shotFormat;
  private boolean makesVideo;
  private Area area;
  private Camera camera;
  private Aspect shotAspect = Aspect.UNKNOWN;

  /** Where the picture that got the mask lies on the area. */
  private MaskGeometry picture = MaskGeometry.WHOLE;

  private List<RasterScaler> scalers = List.of();
  private long seenVersion;
  private boolean sounds;
  private double left;
  private double top;
  private double right;
  private double bottom;
  private long time;

  SonoFocus(TransformHost host) {
    this.host = host;
    this.settings = FocusSettings.of(host);
  }

  @Override
  public void propertyChanged(String name) {
    boolean didMakeVideo = settings.makesVideo();
    settings = FocusSettings.of(host);
    if (didMakeVideo != settings.makesVideo()) {
      host.renegotiate();
    }
  }

  @Override
  public void start() {
    cut = true;
  }

  @Override
  public void sinkEvent(int type, long event) {
    if (type == EventType.FLUSH_STOP) {
      cut = true;
    }
  }

  @Override
  public long otherCaps(boolean ofSink, long caps) {
    return settings.makesVideo() ? FocusCaps.anySize(caps) : Gst.gst_mini_object_ref(caps);
  }

  @Override
  public long chosenCaps(boolean ofSink, long caps, long other) {
    return FocusCaps.nearest(caps, other);
  }

  @Override
  public boolean setCaps(long in, long out) {
    format = frames.format(in);
    shotFormat = shots.format(out);
    shotAspect = shots.aspect();
    area = null;
    return true;
  }

  /** Always: what the property output says may change without other caps. */
  @Override
  public boolean replaces() {
    return true;
  }

  /** Moves the camera on to a frame. */
  private void look(long buffer) {
    FocusSettings current = settings;
    frames.look(buffer, current.selection());
    boolean video = current.makesVideo() || !sameSize();
    if (!frames.area().equals(area) || video != makesVideo) {
      makesVideo = video;
      reframe();
    }
    if (cut) {
      cut = false;
      camera.cut();
    }
    if (frames.version() != seenVersion) {
      seenVersion = frames.version();
      sounds = frames.hasMask() && find(frames.mask(), current);
      picture = frames.hasMask() ? frames.picture() : MaskGeometry.WHOLE;
    }
    long stamp = NativeMemory.getLong(buffer + Layout.GstBuffer.PTS);
    time = stamp == Gst.NO_TIME ? time + USUAL_FRAME : stamp;
    if (sounds) {
      camera.hear(left, top, right, bottom, time);
    }
    camera.advance(time, current.camera());
  }

  /** Whether what comes may leave as it is. */
  private boolean sameSize() {
    return format.width() == shotFormat.width() && format.height() == shotFormat.height();
  }

  /** Begins anew on another part of the frame, or with another aspect. */
  private void reframe() {
    area = frames.area();
    double height = (double) area.height() / area.width();
    double aspect = makesVideo ? (double) shotFormat.width() / shotFormat.height() : 1 / height;
    camera = new Camera(height, aspect);
    scalers =
        format.layout().all().stream()
            .map(raster -> new RasterScaler(raster, area, shotFormat.width(), shotFormat.height()))
            .toList();
    seenVersion = 0;
  }

  /** Finds the box of what sounds, in widths of the picture. */
  private boolean find(LabelMask mask, FocusSettings current) {
    if (!box.find(mask, current.selection())) {
      return false;
    }
    double height = (double) area.height() / area.width();
    double across = mask.geometry().width() / mask.width();
    double down = mask.geometry().height() / mask.height();
    left = mask.geometry().x() + box.left() * across;
    right = mask.geometry().x() + box.right() * across;
    top = (mask.geometry().y() + box.top() * down) * height;
    bottom = (mask.geometry().y() + box.bottom() * down) * height;
    return true;
  }

  @Override
  public long replacement(long buffer) {
    look(buffer);
    return makesVideo ? shot(buffer) : described(buffer);
  }

  /** A picture of the shot; 0 if the frame cannot be read. */
  private long shot(long buffer) {
    Picture from = frames.mapToRead(buffer);
    if (from == null) {
      return 0;
    }
    long pooled = host.pooled();
    long shot = pooled == 0 ? shots.newBuffer() : pooled;
    try {
      Picture to = shots.map(shot, shots.area(shot));
      for (int i = 0; i < scalers.size(); i++) {
        scalers.get(i).scale(from, to, x(), y(), width(), height());
      }
      shots.unmap();
    } finally {
      frames.unmap();
    }
    int what = Flags.GST_BUFFER_COPY_FLAGS | Flags.GST_BUFFER_COPY_TIMESTAMPS;
    Gst.gst_buffer_copy_into(shot, buffer, what, 0, -1);
    moveMask(buffer, shot, x(), y(), width(), height(), shotAspect);
    return shot;
  }

  /**
   * Moves the mask to a part of the frame, in pixels. Its own pixels stay, and so does what they
   * need downstream: a picture that was turned is still turned.
   */
  private void moveMask(long from, long to, double x, double y, double w, double h, Aspect aspect) {
    Turn back = settings.selection().turn().inverse();
    MaskGeometry part =
        back.apply(
            new MaskGeometry(
                ((x - area.x()) / area.width() - picture.x()) / picture.width(),
                ((y - area.y()) / area.height() - picture.y()) / picture.height(),
                w / area.width() / picture.width(),
                h / area.height() / picture.height()));
    masks.move(from, to, part, back.apply(aspect));
  }

  /** The frame with its shot as metadata. */
  private long described(long buffer) {
    long copy = Gst.gst_buffer_copy(buffer);
    int x = even(x());
    int y = even(y());
    int width = Math.min(even(width()), area.x() + area.width() - x);
    int height = Math.min(even(height()), area.y() + area.height() - y);
    if (settings.output().equals(FocusSettings.REGION)) {
      FocusMetas.region(copy, x, y, width, height);
    } else {
      FocusMetas.crop(copy, x, y, width, height);
      moveMask(copy, copy, x, y, width, height, Aspect.UNKNOWN);
    }
    return copy;
  }

  @Override
  public int transformIp(long buffer) {
    return Flow.OK;
  }

  /** Whole samples of subsampled colours. */
  private static int even(double pixels) {
    return (int) Math.round(pixels / 2) * 2;
  }

  /** The shot in pixels of the frame. */
  private double x() {
    return area.x() + camera.left() * area.width();
  }

  private double y() {
    return area.y() + camera.top() * area.width();
  }

  private double width() {
    return camera.width() * area.width();
  }

  private double height() {
    return camera.shotHeight() * area.width();
  }

  @Override
  public void close() {
    frames.close();
    shots.close();
    masks.close();
  }
}
