// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.sonomask.api.MaskStream;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstAudio;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * Copies sound to a mask stream: any raw audio becomes 16 kHz mono float by GstAudioConverter.
 *
 * <p>Samples are counted between discontinuities, so that rounded time stamps make no holes; the
 * count begins anew when they are off by more than 40 ms. On the audio sink pad's streaming thread
 * only. Owns native memory until {@link #close}.
 */
final class SoundTap implements AutoCloseable {
  private static final int RATE = 16_000;
  private static final long SECOND = 1_000_000_000;
  private static final long SAMPLE = SECOND / RATE;
  private static final long TOLERANCE = 40_000_000;

  private final SoundLevel level;
  private final long inInfo = NativeMemory.allocate(Layout.GstAudioInfo.SIZE);
  private final long audio = NativeMemory.allocate(Layout.GstAudioBuffer.SIZE);

  /** gpointer[1]: the one plane of the output. */
  private final long outPlanes = NativeMemory.allocate(Long.BYTES);

  private long converter;
  private int inRate;
  private long outMemory;
  private FloatBuffer out = FloatBuffer.allocate(0);
  private long base = Gst.NO_TIME;
  private long consumed;
  private long produced;

  /**
   * Makes a tap.
   *
   * @param level is told how loud the sound is
   */
  SoundTap(SoundLevel level) {
    this.level = level;
  }

  /**
   * Gets ready for a format.
   *
   * @return whether GStreamer can convert it
   */
  boolean caps(long caps) {
    reset();
    freeConverter();
    GstAudio.gst_audio_info_init(inInfo);
    if (GstAudio.gst_audio_info_from_caps(inInfo, caps) == 0) {
      return false;
    }
    inRate = NativeMemory.getInt(inInfo + Layout.GstAudioInfo.RATE);
    long outInfo = NativeMemory.allocate(Layout.GstAudioInfo.SIZE);
    GstAudio.gst_audio_info_init(outInfo);
    GstAudio.gst_audio_info_set_format(
        outInfo, GstAudio.gst_audio_format_from_string("F32LE"), RATE, 1, 0);
    converter = GstAudio.gst_audio_converter_new(0, inInfo, outInfo, 0);
    NativeMemory.free(outInfo);
    return converter != 0;
  }

  /** Forgets where it was: after a flush, a gap or a discontinuity. */
  void reset() {
    base = Gst.NO_TIME;
    if (converter != 0) {
      GstAudio.gst_audio_converter_reset(converter);
    }
  }

  /**
   * Copies a buffer's sound; hot path.
   *
   * @param buffer GstBuffer*, borrowed
   * @param runningTime of its first sample
   * @return running time up to which the stream has sound now, or none
   */
  long copy(MaskStream stream, long buffer, long runningTime) {
    if (converter == 0
        || GstAudio.gst_audio_buffer_map(audio, inInfo, buffer, Flags.GST_MAP_READ) == 0) {
      return Gst.NO_TIME;
    }
    try {
      long samples = NativeMemory.getLong(audio + Layout.GstAudioBuffer.N_SAMPLES);
      synchronise(runningTime);
      int converted = convert(samples);
      long start = base + produced * SAMPLE;
      consumed += samples;
      produced += converted;
      if (converted > 0) {
        out.clear().limit(converted);
        level.add(out, start, SAMPLE);
        stream.audio(out, start);
      }
      return base + produced * SAMPLE;
    } finally {
      GstAudio.gst_audio_buffer_unmap(audio);
    }
  }

  private void synchronise(long runningTime) {
    long expected = base + consumed * SECOND / Math.max(1, inRate);
    if (base == Gst.NO_TIME || Math.abs(expected - runningTime) > TOLERANCE) {
      reset();
      base = runningTime;
      consumed = 0;
      produced = 0;
    }
  }

  private int convert(long samples) {
    int expected = (int) GstAudio.gst_audio_converter_get_out_frames(converter, samples);
    ensureRoom(expected);
    long planes = NativeMemory.getLong(audio + Layout.GstAudioBuffer.PLANES);
    boolean done =
        GstAudio.gst_audio_converter_samples(converter, 0, planes, samples, outPlanes, expected)
            != 0;
    return done ? expected : 0;
  }

  private void ensureRoom(int samples) {
    if (out.capacity() >= samples) {
      return;
    }
    long bytes = 2L * samples * Float.BYTES;
    NativeMemory.free(outMemory);
    outMemory = NativeMemory.allocate(bytes);
    NativeMemory.putLong(outPlanes, outMemory);
    ByteBuffer view = NativeMemory.view(outMemory, bytes);
    out = view.asFloatBuffer();
  }

  private void freeConverter() {
    if (converter != 0) {
      GstAudio.gst_audio_converter_free(converter);
      converter = 0;
    }
  }

  @Override
  public void close() {
    freeConverter();
    NativeMemory.free(inInfo);
    NativeMemory.free(audio);
    NativeMemory.free(outPlanes);
    NativeMemory.free(outMemory);
  }
}
