// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.broadcast;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.metadata.internal.klv.KlvCodec;

/** What somebody received of the sample's output, as ffmpeg reads it. */
record Recording(Path file) {

  static final int WIDTH = 320;
  static final int HEIGHT = 240;
  private static final int FRAME = WIDTH * HEIGHT * 3;

  /** One frame, RGB. */
  record Picture(byte[] rgb) {

    int brightness(int x, int y) {
      int at = (y * WIDTH + x) * 3;
      return ((rgb[at] & 255) + (rgb[at + 1] & 255) + (rgb[at + 2] & 255)) / 3;
    }

    /** The largest difference of a channel, 0 to 255. */
    int difference(Picture other, int x, int y) {
      int largest = 0;
      for (int at = (y * WIDTH + x) * 3, end = at + 3; at < end; at++) {
        largest = Math.max(largest, Math.abs((rgb[at] & 255) - (other.rgb[at] & 255)));
      }
      return largest;
    }
  }

  /** The frames of a programme of the stream, numbered from 1; none if it has not begun. */
  List<Picture> pictures(int programme) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    byte[] all =
        read("rawvideo", "-map", "0:p:" + programme + ":v", "-vsync", "0", "-pix_fmt", "rgb24");
    for (int at = 0; at + FRAME <= all.length; at += FRAME) {
      byte[] rgb = new byte[FRAME];
      System.arraycopy(all, at, rgb, 0, FRAME);
      pictures.add(new Picture(rgb));
    }
    return pictures;
  }

  /** The loudest sample of the sound, 0 to 1. */
  double loudness() throws IOException {
    ByteBuffer samples = ByteBuffer.wrap(read("s16be", "-map", "0:a"));
    int loudest = 0;
    while (samples.remaining() > 1) {
      loudest = Math.max(loudest, Math.abs(samples.getShort()));
    }
    return loudest / 32768.0;
  }

  /** The stream of metadata, byte by byte. */
  byte[] metadata() throws IOException {
    return read("data", "-map", "0:d", "-c", "copy");
  }

  /**
   * The masks that our reader finds in the stream of metadata. It is not told that the stream ends:
   * a recording stops anywhere, perhaps within a set.
   */
  List<MaskFrame> masks() throws IOException, MaskFormatException {
    List<MaskFrame> masks = new ArrayList<>();
    MaskCodec.Reader reader = new KlvCodec().read(MaskCodec.Input.DEFAULT);
    reader.read(ByteBuffer.wrap(metadata()), masks::add);
    return masks;
  }

  /** What ffprobe says, line by line. */
  List<String> probed(String... arguments) throws IOException {
    Stream<String> command = Stream.of("ffprobe", "-v", "quiet", "-of", "csv=p=0", file.toString());
    String told = new String(output(Stream.concat(command, Stream.of(arguments)).toList()));
    return told.lines().filter(line -> !line.isBlank()).toList();
  }

  private byte[] read(String format, String... what) throws IOException {
    Stream<String> command = Stream.of("ffmpeg", "-v", "quiet", "-nostdin", "-i", file.toString());
    Stream<String> end = Stream.of("-f", format, "-");
    return output(Stream.concat(Stream.concat(command, Stream.of(what)), end).toList());
  }

  private static byte[] output(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return process.getInputStream().readAllBytes();
  }
}
