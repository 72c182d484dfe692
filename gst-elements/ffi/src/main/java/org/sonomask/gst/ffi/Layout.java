// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/**
 * Where the fields lie that GStreamer offers no function for: sizes and offsets in bytes on 64-bit
 * systems. They are part of the stable ABI of 1.x; a test compares each one with the C compiler's
 * answer. A nested class is named like the structure, a constant like the field; SIZE is the
 * structure's own, FIELD_SIZE a field of that name.
 */
public final class Layout {
  private Layout() {}

  public static final class GTypeQuery {
    public static final int SIZE = 24;
    public static final int CLASS_SIZE = 16;
    public static final int INSTANCE_SIZE = 20;

    private GTypeQuery() {}
  }

  public static final class GTypeClass {
    public static final int G_TYPE = 0;

    private GTypeClass() {}
  }

  public static final class GValue {
    public static final int SIZE = 24;
    public static final int G_TYPE = 0;

    private GValue() {}
  }

  public static final class GError {
    public static final int MESSAGE = 8;

    private GError() {}
  }

  public static final class GEnumValue {
    public static final int SIZE = 24;
    public static final int VALUE = 0;
    public static final int VALUE_NAME = 8;
    public static final int VALUE_NICK = 16;

    private GEnumValue() {}
  }

  public static final class GObjectClass {
    public static final int SET_PROPERTY = 24;
    public static final int GET_PROPERTY = 32;
    public static final int DISPOSE = 40;
    public static final int FINALIZE = 48;

    private GObjectClass() {}
  }

  public static final class GstElementClass {
    public static final int CHANGE_STATE = 272;

    private GstElementClass() {}
  }

  public static final class GstBaseTransformClass {
    public static final int TRANSFORM_IP_ON_PASSTHROUGH = 492;
    public static final int TRANSFORM_CAPS = 496;
    public static final int FIXATE_CAPS = 504;
    public static final int DECIDE_ALLOCATION = 536;
    public static final int SET_CAPS = 520;
    public static final int FILTER_META = 544;
    public static final int SINK_EVENT = 592;
    public static final int PREPARE_OUTPUT_BUFFER = 608;
    public static final int BEFORE_TRANSFORM = 632;
    public static final int TRANSFORM = 640;
    public static final int TRANSFORM_IP = 648;

    private GstBaseTransformClass() {}
  }

  public static final class GstObject {
    public static final int FLAGS = 48;

    private GstObject() {}
  }

  public static final class GstMessage {
    public static final int TYPE = 64;
    public static final int SRC = 80;

    private GstMessage() {}
  }

  public static final class GstBaseTransform {
    public static final int SINKPAD = 264;
    public static final int SRCPAD = 272;

    private GstBaseTransform() {}
  }

  public static final class GstBuffer {
    public static final int POOL = 64;
    public static final int PTS = 72;
    public static final int DURATION = 88;

    private GstBuffer() {}
  }

  public static final class GstBufferPoolAcquireParams {
    public static final int SIZE = 64;
    public static final int FLAGS = 24;

    private GstBufferPoolAcquireParams() {}
  }

  public static final class GstMapInfo {
    public static final int SIZE = 104;
    public static final int DATA = 16;

    private GstMapInfo() {}
  }

  public static final class GstEvent {
    public static final int TYPE = 64;

    private GstEvent() {}
  }

  public static final class GstQuery {
    public static final int TYPE = 64;

    private GstQuery() {}
  }

  public static final class GstPadProbeInfo {
    public static final int DATA = 16;

    private GstPadProbeInfo() {}
  }

  public static final class GstSegment {
    public static final int SIZE = 120;
    public static final int FORMAT = 24;
    public static final int START = 48;

    private GstSegment() {}
  }

  public static final class GstVideoInfo {
    public static final int SIZE = 152;
    public static final int FINFO = 0;
    public static final int INTERLACE_MODE = 8;
    public static final int WIDTH = 16;
    public static final int HEIGHT = 20;
    public static final int FIELD_SIZE = 24;
    public static final int CHROMA_SITE = 36;
    public static final int COLORIMETRY = 40;
    public static final int PAR_N = 56;
    public static final int PAR_D = 60;
    public static final int FPS_N = 64;
    public static final int FPS_D = 68;
    public static final int OFFSET = 72;
    public static final int STRIDE = 104;

    private GstVideoInfo() {}
  }

  public static final class GstVideoColorimetry {
    public static final int RANGE = 0;
    public static final int MATRIX = 4;

    private GstVideoColorimetry() {}
  }

  public static final class GstVideoFormatInfo {
    public static final int FORMAT = 0;

    private GstVideoFormatInfo() {}
  }

  public static final class GstVideoFrame {
    public static final int SIZE = 664;
    public static final int INFO = 0;
    public static final int DATA = 184;

    private GstVideoFrame() {}
  }

  public static final class GstVideoMeta {
    public static final int FLAGS = 24;
    public static final int OFFSET = 48;
    public static final int STRIDE = 80;

    private GstVideoMeta() {}
  }

  public static final class GstVideoOverlayCompositionMeta {
    public static final int OVERLAY = 16;

    private GstVideoOverlayCompositionMeta() {}
  }

  public static final class GstVideoCropMeta {
    public static final int X = 16;
    public static final int Y = 20;
    public static final int WIDTH = 24;
    public static final int HEIGHT = 28;

    private GstVideoCropMeta() {}
  }

  public static final class GstVideoRegionOfInterestMeta {
    public static final int ROI_TYPE = 16;
    public static final int ID = 20;
    public static final int X = 28;
    public static final int Y = 32;
    public static final int W = 36;
    public static final int H = 40;

    private GstVideoRegionOfInterestMeta() {}
  }

  public static final class GstAudioInfo {
    public static final int SIZE = 320;
    public static final int RATE = 16;

    private GstAudioInfo() {}
  }

  public static final class GstAudioBuffer {
    public static final int SIZE = 1288;
    public static final int N_SAMPLES = 320;
    public static final int PLANES = 336;

    private GstAudioBuffer() {}
  }
}
