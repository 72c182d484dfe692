// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python pickles (protocols 0 to 5, as far as checkpoints use them) into lists, maps, texts
 * and numbers. It calls nothing: names are looked up in a {@link Vocabulary}, which builds tensors
 * and refuses everything else.
 */
final class PickleReader {
  private static final int LONGEST_NUMBER = 256;

  private final ByteBuffer in;
  private final Vocabulary vocabulary;
  private final List<Object> stack = new ArrayList<>();
  private final ArrayDeque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /** Python's None, which no Java collection needs to hold as null. */
  static final Object NONE = new Object();

  /** What a pickle may name, and how what it names is built. */
  interface Vocabulary {
    /** The meaning of a global, or an exception that names it. */
    Object global(String module, String name) throws CheckpointException;

    /** Applies a global to arguments. */
    Object reduce(Object global, List<?> arguments) throws CheckpointException;

    /** Gives an object its state; answers the object. */
    Object build(Object object, Object state) throws CheckpointException;

    /** An object that lies outside of the pickle. */
    Object persistent(Object id) throws CheckpointException;
  }

  /** Reads from a buffer's position, which moves behind the pickle. */
  PickleReader(ByteBuffer in, Vocabulary vocabulary) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    this.vocabulary = vocabulary;
  }

  /** Reads one pickle. */
  Object read() throws CheckpointException {
    int start = in.position();
    try {
      while (true) {
        int code = in.get() & 0xFF;
        if (code == '.') {
          return pop();
        }
        step(code);
      }
    } catch (BufferUnderflowException e) {
      throw new CheckpointException("the pickle that starts at byte " + start + " is cut off", e);
    } catch (ClassCastException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new CheckpointException("the pickle is malformed near byte " + in.position(), e);
    }
  }

  private void step(int code) throws CheckpointException {
    switch (code) {
      case 0x80 -> in.get();
      case 0x95 -> in.getLong();
      case '(' -> marks.push(stack.size());
      case '0' -> pop();
      case '1' -> toMark();
      case '2' -> push(stack.get(stack.size() - 1));
      case 'N' -> push(NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case '}' -> push(new LinkedHashMap<>());
      case ']' -> push(new ArrayList<>());
      case ')' -> push(List.of());
      case 0x8F -> push(new ArrayList<>());
      default -> number(code);
    }
  }

  private void number(int code) throws CheckpointException {
    switch (code) {
      case 'J' -> push((long) in.getInt());
      case 'K' -> push((long) (in.get() & 0xFF));
      case 'M' -> push((long) (in.getShort() & 0xFFFF));
      case 0x8A -> push(large(in.get() & 0xFF));
      case 0x8B -> push(large(in.getInt()));
      case 'G' -> push(in.order(ByteOrder.BIG_ENDIAN).getDouble());
      case 'I' -> push(integer(line()));
      case 'L' -> push(Long.parseLong(line().replace("L", "")));
      case 'F' -> push(Double.parseDouble(line()));
      default -> text(code);
    }
    in.order(ByteOrder.LITTLE_ENDIAN);
  }

  private void text(int code) throws CheckpointException {
    switch (code) {
      case 'X' -> push(utf8(in.getInt()));
      case 0x8C -> push(utf8(in.get() & 0xFF));
      case 0x8D -> push(utf8(in.getLong()));
      case 'U' -> push(utf8(in.get() & 0xFF));
      case 'T' -> push(utf8(in.getInt()));
      case 'V' -> push(line());
      case 'C' -> push(bytes(in.get() & 0xFF));
      case 'B' -> push(bytes(in.getInt()));
      case 0x8E, 0x96 -> push(bytes(in.getLong()));
      default -> collection(code);
    }
  }

  private void collection(int code) throws CheckpointException {
    switch (code) {
      case 't' -> push(Collections.unmodifiableList(toMark()));
      case 0x85 -> push(Collections.unmodifiableList(last(1)));
      case 0x86 -> push(Collections.unmodifiableList(last(2)));
      case 0x87 -> push(Collections.unmodifiableList(last(3)));
      case 'l' -> push(toMark());
      case 'd' -> push(put(new LinkedHashMap<>(), toMark()));
      case 'a' -> append(last(1));
      case 'e', 0x90 -> append(toMark());
      case 's' -> put(map(stack.get(stack.size() - 3)), last(2));
      case 'u' -> {
        List<Object> items = toMark();
        put(map(stack.get(stack.size() - 1)), items);
      }
      default -> memory(code);
    }
  }

  private void memory(int code) throws CheckpointException {
    switch (code) {
      case 'q' -> memo.put(in.get() & 0xFF, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 'p' -> memo.put(Integer.parseInt(line()), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.get() & 0xFF));
      case 'j' -> push(remembered(in.getInt()));
      case 'g' -> push(remembered(Integer.parseInt(line())));
      default -> object(code);
    }
  }

  private void object(int code) throws CheckpointException {
    switch (code) {
      case 'c' -> push(vocabulary.global(line(), line()));
      case 0x93 -> {
        List<Object> names = last(2);
        push(vocabulary.global((String) names.get(0), (String) names.get(1)));
      }
      case 'R', 0x81 -> {
        List<Object> call = last(2);
        push(vocabulary.reduce(call.get(0), (List<?>) call.get(1)));
      }
      case 'b' -> {
        List<Object> pair = last(2);
        push(vocabulary.build(pair.get(0), pair.get(1)));
      }
      case 'Q' -> push(vocabulary.persistent(pop()));
      default ->
          throw new CheckpointException(
              String.format(
                  "the pickle has the instruction 0x%02x at byte %d, which no checkpoint needs: it is"
                      + " refused",
                  code, in.position() - 1));
    }
  }

  private static Object integer(String line) {
    return switch (line) {
      case "01" -> true;
      case "00" -> false;
      default -> Long.parseLong(line);
    };
  }

  /** A long integer; the checkpoints' magic number is the only one beyond 64 bits. */
  private Object large(int length) throws CheckpointException {
    if (length < 0 || length > LONGEST_NUMBER) {
      throw new CheckpointException("the pickle has a number of " + length + " bytes");
    }
    byte[] little = bytes(length);
    byte[] big = new byte[length + 1];
    for (int i = 0; i < length; i++) {
      big[length - i] = little[i];
    }
    big[0] = (byte) (length > 0 && little[length - 1] < 0 ? -1 : 0);
    BigInteger value = new BigInteger(big);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private String utf8(long length) throws CheckpointException {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  private byte[] bytes(long length) throws CheckpointException {
    if (length < 0 || length > in.remaining()) {
      throw new CheckpointException(
          "the pickle has a text of "
              + length
              + " bytes where only "
              + in.remaining()
              + " are left");
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (byte b = in.get(); b != '\n'; b = in.get()) {
      line.append((char) (b & 0xFF));
    }
    return line.toString();
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private List<Object> last(int count) {
    List<Object> tail = stack.subList(stack.size() - count, stack.size());
    List<Object> values = new ArrayList<>(tail);
    tail.clear();
    return values;
  }

  private List<Object> toMark() {
    if (marks.isEmpty()) {
      throw new IllegalArgumentException("no mark");
    }
    return last(stack.size() - marks.pop());
  }

  private Object remembered(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new IllegalArgumentException("nothing remembered as " + key);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private void append(List<Object> values) {
    ((List<Object>) top()).addAll(values);
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> map(Object value) {
    return (Map<Object, Object>) value;
  }

  private static Object put(Map<Object, Object> map, List<Object> items) {
    for (int i = 0; i < items.size(); i += 2) {
      map.put(key(items.get(i)), items.get(i + 1));
    }
    return map;
  }

  /** Collections are no keys: hashing one that holds itself would not end. */
  private static Object key(Object key) {
    if (key instanceof Map || key instanceof List) {
      throw new IllegalArgumentException("a collection as key");
    }
    return key;
  }
}
