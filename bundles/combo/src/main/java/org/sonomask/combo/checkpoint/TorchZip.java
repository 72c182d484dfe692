// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** PyTorch's container since 1.6: a zip of {@code data.pkl} and one stored entry per storage. */
final class TorchZip implements Closeable, TensorVocabulary.Storages {
  private static final String PICKLE = "data.pkl";
  private static final int LARGEST_PICKLE = 64 << 20;

  private final ZipFile zip;

  private TorchZip(ZipFile zip) {
    this.zip = zip;
  }

  static TorchZip open(Path path) throws IOException {
    try {
      return new TorchZip(new ZipFile(path.toFile()));
    } catch (ZipException e) {
      throw new CheckpointException("the zip container is damaged: " + e.getMessage(), e);
    }
  }

  /** Reads the pickle. */
  Object read() throws IOException {
    ZipEntry pickle =
        zip.stream()
            .filter(
                entry -> entry.getName().equals(PICKLE) || entry.getName().endsWith("/" + PICKLE))
            .findFirst()
            .orElseThrow(
                () -> new CheckpointException("the zip holds no data.pkl: it is no PyTorch file"));
    String folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
    ZipEntry order = zip.getEntry(folder + "byteorder");
    if (order != null && !new String(bytes(order), StandardCharsets.US_ASCII).equals("little")) {
      throw new CheckpointException("the file was written on a big-endian machine: save it again");
    }
    return new PickleReader(ByteBuffer.wrap(bytes(pickle)), new TensorVocabulary(in(folder), false))
        .read();
  }

  @Override
  public StoredTensor.Bytes find(String key, ElementKind kind, long elements)
      throws CheckpointException {
    ZipEntry entry = zip.getEntry(key);
    if (entry == null) {
      throw new CheckpointException("the zip lacks the storage " + key);
    }
    if (entry.getMethod() != ZipEntry.STORED) {
      throw new CheckpointException(
          "the storage " + key + " is compressed, PyTorch never does that");
    }
    if (elements < 0 || entry.getSize() / kind.bytes() < elements) {
      throw new CheckpointException(
          "the storage "
              + key
              + " has "
              + entry.getSize()
              + " bytes, too few for "
              + elements
              + " elements of "
              + kind.bytes());
    }
    return new Entry(entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private TensorVocabulary.Storages in(String folder) {
    return (key, kind, elements) -> find(folder + "data/" + key, kind, elements);
  }

  private byte[] bytes(ZipEntry entry) throws IOException {
    if (entry.getSize() > LARGEST_PICKLE) {
      throw new CheckpointException(
          entry.getName() + " is too large: " + entry.getSize() + " bytes");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes(LARGEST_PICKLE);
    }
  }

  /** One storage. */
  private final class Entry implements StoredTensor.Bytes {
    private final ZipEntry entry;

    Entry(ZipEntry entry) {
      this.entry = entry;
    }

    @Override
    public long size() {
      return entry.getSize();
    }

    @Override
    public ByteBuffer read(long from, int count) throws IOException {
      try (InputStream in = zip.getInputStream(entry)) {
        in.skipNBytes(from);
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
          throw new CheckpointException("the storage " + entry.getName() + " is cut off");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
  }
}
