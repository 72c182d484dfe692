// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the pickle of a checkpoint may name: dictionaries, storages, tensors and NumPy arrays. Any
 * other name is refused with the name.
 */
final class TensorVocabulary implements PickleReader.Vocabulary {
  private static final Set<String> NUMPY_RECONSTRUCT =
      Set.of("numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct");
  private static final Set<String> NUMPY_SCALAR =
      Set.of("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar");
  private static final int STATE_SHAPE = 1;
  private static final int STATE_TYPE = 2;
  private static final int STATE_FORTRAN = 3;
  private static final int STATE_DATA = 4;

  private final Storages storages;
  private final boolean nesting;

  /** Where storages lie. */
  interface Storages {
    /**
     * Finds a storage.
     *
     * @param key its name in the file
     * @param elements how many it has
     */
    StoredTensor.Bytes find(String key, ElementKind kind, long elements) throws CheckpointException;
  }

  /** A global that may be applied. */
  private enum Word {
    DICTIONARY,
    TENSOR,
    PARAMETER,
    SIZE,
    ARRAY,
    ARRAY_CLASS,
    TYPE,
    SCALAR,
    ENCODE,
    STORAGE
  }

  /** A storage with the type of its elements. */
  private record Storage(ElementKind kind, StoredTensor.Bytes bytes) {}

  /** A NumPy array before and after it got its state. */
  private static final class Array {
    private StoredTensor tensor;
  }

  /**
   * A vocabulary over the storages of a file.
   *
   * @param nesting whether tensors may carry files of their own
   */
  TensorVocabulary(Storages storages, boolean nesting) {
    this.storages = storages;
    this.nesting = nesting;
  }

  /** The tensor that an object of a pickle is, or null. */
  static StoredTensor tensor(Object object) {
    return object instanceof Array array
        ? array.tensor
        : object instanceof StoredTensor tensor ? tensor : null;
  }

  @Override
  public Object global(String module, String name) throws CheckpointException {
    String full = module + "." + name;
    ElementKind kind = module.startsWith("torch") ? ElementKind.ofStorage(name) : null;
    if (kind != null) {
      return kind;
    }
    if (NUMPY_RECONSTRUCT.contains(full)) {
      return Word.ARRAY;
    }
    if (NUMPY_SCALAR.contains(full)) {
      return Word.SCALAR;
    }
    return switch (full) {
      case "collections.OrderedDict" -> Word.DICTIONARY;
      case "torch._utils._rebuild_tensor_v2" -> Word.TENSOR;
      case "torch._utils._rebuild_parameter" -> Word.PARAMETER;
      case "torch.storage._load_from_bytes" -> Word.STORAGE;
      case "torch.Size" -> Word.SIZE;
      case "numpy.ndarray" -> Word.ARRAY_CLASS;
      case "numpy.dtype" -> Word.TYPE;
      case "_codecs.encode" -> Word.ENCODE;
      default ->
          throw new CheckpointException(
              "the checkpoint wants to call "
                  + full
                  + ", which could run code: only tensors are read. If you trust the file, save its"
                  + " weights alone, or as safetensors");
    };
  }

  @Override
  public Object reduce(Object global, List<?> arguments) throws CheckpointException {
    if (!(global instanceof Word word)) {
      throw new CheckpointException("the checkpoint calls something that cannot be called");
    }
    return switch (word) {
      case DICTIONARY -> dictionary(arguments);
      case TENSOR -> rebuilt(arguments);
      case PARAMETER -> arguments.get(0);
      case SIZE -> arguments.get(0);
      case ARRAY -> new Array();
      case TYPE -> type((String) arguments.get(0));
      case SCALAR -> PickleReader.NONE;
      case STORAGE -> storage((byte[]) arguments.get(0));
      case ENCODE -> ((String) arguments.get(0)).getBytes(StandardCharsets.ISO_8859_1);
      case ARRAY_CLASS -> throw new CheckpointException("the checkpoint calls numpy.ndarray");
    };
  }

  @Override
  public Object build(Object object, Object state) throws CheckpointException {
    if (object instanceof Array array) {
      array.tensor = array((List<?>) state);
    }
    return object;
  }

  @Override
  public Object persistent(Object id) throws CheckpointException {
    List<?> parts = (List<?>) id;
    if (!"storage".equals(parts.get(0)) || !(parts.get(1) instanceof ElementKind kind)) {
      throw new CheckpointException("the checkpoint refers to something that is no storage");
    }
    return new Storage(kind, storages.find((String) parts.get(2), kind, (Long) parts.get(4)));
  }

  /** A tensor that was pickled alone carries its storage as a whole legacy file. */
  private Object storage(byte[] file) throws CheckpointException {
    if (nesting && TorchLegacy.read(ByteBuffer.wrap(file), true) instanceof Storage storage) {
      return storage;
    }
    throw new CheckpointException("a pickled tensor carries no storage, or one within another");
  }

  private static Object dictionary(List<?> arguments) {
    Map<Object, Object> dictionary = new LinkedHashMap<>();
    if (!arguments.isEmpty()) {
      for (Object pair : (List<?>) arguments.get(0)) {
        dictionary.put((String) ((List<?>) pair).get(0), ((List<?>) pair).get(1));
      }
    }
    return dictionary;
  }

  private static StoredTensor rebuilt(List<?> arguments) throws CheckpointException {
    Storage storage = (Storage) arguments.get(0);
    return new StoredTensor(
        storage.kind(),
        storage.bytes(),
        (Long) arguments.get(1),
        numbers(arguments.get(2)),
        numbers(arguments.get(3)));
  }

  private static StoredTensor array(List<?> state) throws CheckpointException {
    if (!(state.get(STATE_TYPE) instanceof ElementKind kind)
        || Boolean.TRUE.equals(state.get(STATE_FORTRAN))) {
      throw new CheckpointException(
          "the checkpoint has a NumPy array that is not row-major or not of numbers");
    }
    byte[] data =
        state.get(STATE_DATA) instanceof String text
            ? text.getBytes(StandardCharsets.ISO_8859_1)
            : (byte[]) state.get(STATE_DATA);
    return StoredTensor.whole(kind, inMemory(data), numbers(state.get(STATE_SHAPE)));
  }

  private static StoredTensor.Bytes inMemory(byte[] data) {
    return new StoredTensor.Bytes() {
      @Override
      public long size() {
        return data.length;
      }

      @Override
      public ByteBuffer read(long from, int count) {
        return ByteBuffer.wrap(data, (int) from, count).slice().order(ByteOrder.LITTLE_ENDIAN);
      }
    };
  }

  private static Object type(String name) {
    ElementKind kind = ElementKind.ofNumpy(name);
    return kind == null ? PickleReader.NONE : kind;
  }

  private static long[] numbers(Object list) {
    return ((List<?>) list).stream().mapToLong(number -> (Long) number).toArray();
  }
}
