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

  private final FileChannel channel;
  private final Map<String, Storage> storages = new HashMap<>();

  private TorchLegacy(FileChannel channel) {
    this.channel = channel;
  }

  /** A storage whose place is known only after the pickles. */
  private final class Storage implements StoredTensor.Bytes {
    private final ElementKind kind;
    private final long elements;
    private FileBytes bytes;

    Storage(ElementKind kind, long elements) {
      this.kind = kind;
      this.elements = elements;
    }

    @Override
    public long size() {
      return elements * kind.bytes();
    }

    @Override
    public ByteBuffer read(long from, int count) throws IOException {
      if (bytes == null) {
        throw new CheckpointException("a storage is not in the file");
      }
      return bytes.read(from, count);
    }
  }

  /** Reads the object of the file. */
  static Object read(FileChannel channel) throws IOException {
    if (channel.size() > Integer.MAX_VALUE) {
      throw new CheckpointException(
          "a legacy file of more than 2 GiB is not read: save it with a newer PyTorch");
    }
    return new TorchLegacy(channel).read();
  }

  private Object read() throws IOException {
    ByteBuffer file = channel.map(MapMode.READ_ONLY, 0, channel.size());
    Object first = pickle(file);
    if (!MAGIC.equals(first)) {
      return first;
    }
    if (!Long.valueOf(VERSION).equals(pickle(file))) {
      throw new CheckpointException("the legacy container has an unknown version");
    }
    if (pickle(file) instanceof Map<?, ?> machine
        && Boolean.FALSE.equals(machine.get("little_endian"))) {
      throw new CheckpointException("the file was written on a big-endian machine: save it again");
    }
    Object object = pickle(file);
    if (!(pickle(file) instanceof List<?> keys)) {
      throw new CheckpointException("the legacy container lacks the list of its storages");
    }
    place(file, keys);
    return object;
  }

  private Object pickle(ByteBuffer file) throws CheckpointException {
    return new PickleReader(file, new TensorVocabulary(this)).read();
  }

  private void place(ByteBuffer file, List<?> keys) throws CheckpointException {
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
      storage.bytes = new FileBytes(channel, at + Long.BYTES, storage.size());
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
