// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's container before 1.6: five pickles (magic number, version, machine, object, keys of the
 * storages), then the storages one after the other. A plain pickle of NumPy arrays is read as well.
 */
final class TorchLegacy implements TensorVocabulary.Storages {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  private final ByteBuffer file;
  private final boolean nested;
  private final Map<String, Storage> storages = new HashMap<>();

  private TorchLegacy(ByteBuffer file, boolean nested) {
    this.file = file;
    this.nested = nested;
  }

  /** A storage whose place is known only after the pickles. */
  private static final class Storage implements StoredTensor.Bytes {
    private final ElementKind kind;
    private final long elements;
    private ByteBuffer bytes;

    Storage(ElementKind kind, long elements) {
      this.kind = kind;
      this.elements = elements;
    }

    @Override
    public long size() {
      return elements * kind.bytes();
    }

    @Override
    public ByteBuffer read(long from, int count) throws CheckpointException {
      if (bytes == null) {
        throw new CheckpointException("a storage is not in the file");
      }
      return bytes.slice((int) from, count).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** Reads the object of the file. */
  static Object read(FileChannel channel) throws IOException {
    if (channel.size() > Integer.MAX_VALUE) {
      throw new CheckpointException(
          "a legacy file of more than 2 GiB is not read: save it with a newer PyTorch");
    }
    return read(channel.map(MapMode.READ_ONLY, 0, channel.size()), false);
  }

  /**
   * Reads the object of a file in memory.
   *
   * @param nested whether it lies within another file; it then holds no further one
   */
  static Object read(ByteBuffer file, boolean nested) throws CheckpointException {
    return new TorchLegacy(file, nested).read();
  }

  private Object read() throws CheckpointException {
    Object first = pickle();
    if (!MAGIC.equals(first)) {
      return first;
    }
    if (!Long.valueOf(VERSION).equals(pickle())) {
      throw new CheckpointException("the legacy container has an unknown version");
    }
    if (pickle() instanceof Map<?, ?> machine
        && Boolean.FALSE.equals(machine.get("little_endian"))) {
      throw new CheckpointException("the file was written on a big-endian machine: save it again");
    }
    Object object = pickle();
    if (!(pickle() instanceof List<?> keys)) {
      throw new CheckpointException("the legacy container lacks the list of its storages");
    }
    place(keys);
    return object;
  }

  private Object pickle() throws CheckpointException {
    return new PickleReader(file, new TensorVocabulary(this, !nested)).read();
  }

  private void place(List<?> keys) throws CheckpointException {
    file.order(ByteOrder.LITTLE_ENDIAN);
    long at = file.position();
    for (Object key : keys) {
      Storage storage = key instanceof String name ? storages.get(name) : null;
      if (storage == null || at + Long.BYTES > file.limit()) {
        throw new CheckpointException("the legacy container's storages do not match its tensors");
      }
      if (file.getLong((int) at) != storage.elements
          || at + Long.BYTES + storage.size() > file.limit()) {
        throw new CheckpointException("a storage of the legacy container is cut off");
      }
      storage.bytes = file.slice((int) at + Long.BYTES, (int) storage.size());
      at += Long.BYTES + storage.size();
    }
    if (storages.values().stream().anyMatch(storage -> storage.bytes == null)) {
      throw new CheckpointException("the legacy container lacks the data of a tensor");
    }
  }

  @Override
  public StoredTensor.Bytes find(String key, ElementKind kind, long elements)
      throws CheckpointException {
    if (elements < 0 || elements > Integer.MAX_VALUE / kind.bytes()) {
      throw new CheckpointException("the storage " + key + " has " + elements + " elements");
    }
    Storage storage = storages.computeIfAbsent(key, name -> new Storage(kind, elements));
    if (storage.kind != kind || storage.elements != elements) {
      throw new CheckpointException("the storage " + key + " is described twice, differently");
    }
    return storage;
  }
}
