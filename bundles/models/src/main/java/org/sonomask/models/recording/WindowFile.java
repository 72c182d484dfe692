// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.sonomask.api.SegmenterInfo;

/**
 * A recording: gzip of a text {@code sonomask-windows-1}, the model as JSON, both in modified UTF-8
 * with their lengths ahead ({@link DataOutputStream#writeUTF}), and the windows: a byte 1, running
 * time and duration as big-endian 64-bit integers, then frame, prior, log-mel (big-endian float32)
 * and both answers, of the sizes that the model gives. A byte 0 ends it.
 */
final class WindowFile {
  private static final String FORMAT = "sonomask-windows-1";
  private static final int MOST_PIXELS = 1 << 22;
  private static final int MOST_EXAMPLES = 64;
  private static final int MORE = 1;
  private static final int END = 0;

  private WindowFile() {}

  /** Writes a recording; its file must not exist. */
  static final class Writer implements Closeable {
    private final DataOutputStream out;

    Writer(Path file, SegmenterInfo info) throws IOException {
      out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new GZIPOutputStream(
                      Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))));
      out.writeUTF(FORMAT);
      out.writeUTF(new ObjectMapper().writeValueAsString(info));
    }

    void write(RecordedWindow window) throws IOException {
      out.writeByte(MORE);
      out.writeLong(window.runningTime());
      out.writeLong(window.duration());
      out.write(window.frame());
      out.write(window.prior());
      ByteBuffer mels = ByteBuffer.allocate(window.logMel().length * Float.BYTES);
      mels.asFloatBuffer().put(window.logMel());
      out.write(mels.array());
      write(window.answer());
      write(window.mask());
    }

    private void write(RecordedWindow.Answer answer) throws IOException {
      out.write(answer.labels());
      out.write(answer.confidence());
    }

    @Override
    public void close() throws IOException {
      try (out) {
        out.writeByte(END);
      }
    }
  }

  /** Reads a recording, window by window. */
  static final class Reader implements Closeable {
    private final DataInputStream in;
    private final SegmenterInfo info;

    /**
     * Opens a recording.
     *
     * @throws IOException if it is none; the message says why
     */
    Reader(Path file) throws IOException {
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            "there is no file " + file.toAbsolutePath() + "; name a recording of windows");
      }
      in = new DataInputStream(new BufferedInputStream(unpacked(file)));
      try {
        info = head(file);
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    }

    private static InputStream unpacked(Path file) throws IOException {
      InputStream packed = Files.newInputStream(file);
      try {
        return new GZIPInputStream(packed);
      } catch (IOException e) {
        packed.close();
        throw new IOException(file + " is no recording of windows: " + e.getMessage(), e);
      }
    }

    private SegmenterInfo head(Path file) throws IOException {
      if (!FORMAT.equals(in.readUTF())) {
        throw new IOException(file + " is no recording of windows, or of a newer Sonomask");
      }
      SegmenterInfo model;
      try {
        model = new ObjectMapper().readerFor(SegmenterInfo.class).readValue(in.readUTF());
      } catch (JsonProcessingException e) {
        throw new IOException(file + " does not say what model it is of", e);
      }
      if ((long) model.width() * model.height() > MOST_PIXELS
          || model.audioExamples() > MOST_EXAMPLES) {
        throw new IOException(file + " is of windows larger than any model takes");
      }
      return model;
    }

    /** The model that answered. */
    SegmenterInfo info() {
      return info;
    }

    /**
     * The next window, if there is one.
     *
     * @throws EOFException if the file ends within a window, as after a power cut
     */
    Optional<RecordedWindow> next() throws IOException {
      if (in.readByte() != MORE) {
        return Optional.empty();
      }
      return Optional.of(
          new RecordedWindow(
              in.readLong(),
              in.readLong(),
              bytes(info.pixels() * 3),
              bytes(info.pixels()),
              floats(info.melFloats()),
              answer(),
              answer()));
    }

    private RecordedWindow.Answer answer() throws IOException {
      return new RecordedWindow.Answer(bytes(info.pixels()), bytes(info.pixels()));
    }

    private byte[] bytes(int count) throws IOException {
      byte[] bytes = new byte[count];
      in.readFully(bytes);
      return bytes;
    }

    private float[] floats(int count) throws IOException {
      float[] floats = new float[count];
      ByteBuffer.wrap(bytes(count * Float.BYTES)).asFloatBuffer().get(floats);
      return floats;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
