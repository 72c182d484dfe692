// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileCheckpointTest {
  private static final int[] FOUR = {4};
  private static final int[] ONE = {1};

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isRefusedAtOnceWithAClearMessage(String what, byte[] bytes, String message)
      throws IOException {
    Path file = directory.resolve("hostile.pth");
    Files.write(file, bytes);
    CheckpointException refusal =
        assertTimeoutPreemptively(
            Duration.ofMinutes(5),
            () -> assertThrows(CheckpointException.class, () -> Checkpoint.open(file)));
    assertTrue(refusal.getMessage().startsWith("hostile.pth: "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }

  static Stream<Arguments> files() {
    return Stream.of(containers(), calls(), views(), headers(), models()).flatMap(files -> files);
  }

  /** ONNX models, byte by byte: IR version 8, then a graph with one stored tensor. */
  private static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of("a model without weights", model(), "no tensors"),
        Arguments.of("a model that is cut off", model(0x2A, 0x7F, 0x08, 4), "damaged"),
        Arguments.of(
            "a model with weights elsewhere",
            model(0x2A, 8, 0x08, 4, 0x10, 1, 0x42, 2, 'w', '1'),
            "w1 is not stored as our export stores"),
        Arguments.of(
            "a model with fewer elements than its shape",
            model(0x2A, 10, 0x08, 4, 0x10, 1, 0x42, 1, 'w', 0x4A, 1, 0),
            "does not lie within its storage"),
        Arguments.of(
            "a model with a number without end",
            model(0x2A, 11, 0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255),
            "damaged"));
  }

  private static byte[] model(int... graph) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {8, 8, 0x12, 2, 'x', 'y', 0x3A, (byte) graph.length});
    for (int value : graph) {
      out.write(value);
    }
    out.writeBytes(new byte[] {0x28, 1});
    return out.toByteArray();
  }

  private static Stream<Arguments> containers() {
    byte[] good =
        zip(
            entry("archive/data.pkl", tensor("0", 4, 0, FOUR, ONE)),
            entry("archive/data/0", new byte[16]));
    PickleBytes deep = new PickleBytes().code(0x80, 2);
    for (int i = 0; i < 200_000; i++) {
      deep.code(']');
    }
    for (int i = 1; i < 200_000; i++) {
      deep.code('a');
    }
    return Stream.of(
        Arguments.of("empty", new byte[0], "too short"),
        Arguments.of(
            "text",
            "this is no checkpoint at all".getBytes(StandardCharsets.US_ASCII),
            "malformed near byte 1"),
        Arguments.of("a zip that is cut off", Arrays.copyOf(good, good.length - 30), "damaged"),
        Arguments.of("a zip without a pickle", zip(entry("readme", new byte[3])), "no data.pkl"),
        Arguments.of(
            "a zip without its storage",
            zip(entry("archive/data.pkl", tensor("0", 4, 0, FOUR, ONE))),
            "lacks the storage"),
        Arguments.of(
            "a storage that is too short",
            zip(
                entry("archive/data.pkl", tensor("0", 4, 0, FOUR, ONE)),
                entry("archive/data/0", new byte[8])),
            "too few for 4 elements"),
        Arguments.of(
            "a big-endian file",
            zip(
                entry("archive/data.pkl", tensor("0", 4, 0, FOUR, ONE)),
                entry("archive/byteorder", "big".getBytes(StandardCharsets.US_ASCII))),
            "big-endian"),
        Arguments.of(
            "nothing but nesting",
            zip(entry("archive/data.pkl", deep.code('.').toByteArray())),
            "no dictionary"),
        Arguments.of(
            "a pickle that is cut off",
            zip(entry("archive/data.pkl", new byte[] {(byte) 0x80, 2, '}'})),
            "cut off"));
  }

  private static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of(
            "a shell command", pickle(call("os", "system", "touch /tmp/owned")), "os.system"),
        Arguments.of("eval", pickle(call("builtins", "eval", "1+1")), "builtins.eval"),
        Arguments.of(
            "a shell command by stack global",
            pickle(stackGlobal("posix", "system")),
            "posix.system"),
        Arguments.of(
            "a lookalike of torch", pickle(call("torch.hub", "load", "x")), "torch.hub.load"),
        Arguments.of(
            "an extension code", pickle(new PickleBytes().code(0x80, 2, 0x82, 1, '.')), "0x82"),
        Arguments.of(
            "a call of a text",
            pickle(new PickleBytes().code(0x80, 2).text("x").code(')', 'R', '.')),
            "cannot be called"),
        Arguments.of(
            "a dictionary as its own key",
            pickle(new PickleBytes().code(0x80, 2, '}', 'q', 0, 'h', 0, 'h', 0, 's', '.')),
            "malformed"));
  }

  private static Stream<Arguments> views() {
    return Stream.of(
        Arguments.of(
            "a view beyond its storage",
            zipped(tensor("0", 4, 2, FOUR, ONE)),
            "does not lie within"),
        Arguments.of(
            "a view with a negative stride",
            zipped(tensor("0", 4, 3, FOUR, new int[] {-1})),
            "does not lie within"),
        Arguments.of(
            "a view that expands to terabytes",
            zipped(tensor("0", 4, 0, new int[] {1 << 30, 1 << 12}, new int[] {0, 0})),
            "does not lie within"),
        Arguments.of(
            "a size that overflows",
            zipped(tensor("0", 4, 0, new int[] {1 << 30, 1 << 30, 1 << 30}, new int[] {1, 1, 1})),
            "does not lie within"),
        Arguments.of(
            "a text longer than the file",
            pickle(new PickleBytes().code(0x80, 2, 'X').number4(Integer.MAX_VALUE)),
            "a text of 2147483647 bytes where only 16 are left"));
  }

  private static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("a header longer than the file", safetensors(1L << 40, "{}"), "does not fit"),
        Arguments.of("a header that is no JSON", safetensors(9, "{\"a\":[[[ "), "no JSON"),
        Arguments.of(
            "a tensor outside of the file",
            safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}"),
            "outside"),
        Arguments.of(
            "a tensor of a negative size",
            safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[-4],\"data_offsets\":[0,0]}}"),
            "does not lie within"),
        Arguments.of(
            "a tensor of an unknown type",
            safetensors("{\"a\":{\"dtype\":\"Q9\",\"shape\":[0],\"data_offsets\":[0,0]}}"),
            "Q9"),
        Arguments.of("the same name twice", safetensors("{\"a\":1,\"a\":2}"), "Duplicate"));
  }

  private static byte[] pickle(PickleBytes pickle) {
    return pickle.bytes(new byte[16]).toByteArray();
  }

  private static PickleBytes call(String module, String name, String argument) {
    return new PickleBytes().code(0x80, 2).global(module, name).text(argument).code(0x85, 'R', '.');
  }

  private static PickleBytes stackGlobal(String module, String name) {
    return new PickleBytes().code(0x80, 4).text(module).text(name).code(0x93, ')', 'R', '.');
  }

  private static byte[] tensor(String key, int elements, int offset, int[] shape, int[] stride) {
    PickleBytes pickle = new PickleBytes().code(0x80, 2, '}', '(').text("w");
    return pickle
        .tensor("FloatStorage", key, elements, offset, shape, stride)
        .code('u', '.')
        .toByteArray();
  }

  private static byte[] zipped(byte[] pickle) {
    return zip(entry("archive/data.pkl", pickle), entry("archive/data/0", new byte[16]));
  }

  private record Entry(String name, byte[] bytes) {}

  private static Entry entry(String name, byte[] bytes) {
    return new Entry(name, bytes);
  }

  private static byte[] zip(Entry... entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Entry entry : entries) {
        CRC32 checksum = new CRC32();
        checksum.update(entry.bytes());
        ZipEntry stored = new ZipEntry(entry.name());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(entry.bytes().length);
        stored.setCrc(checksum.getValue());
        zip.putNextEntry(stored);
        zip.write(entry.bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] safetensors(String header) {
    return safetensors(header.length(), header);
  }

  private static byte[] safetensors(long length, String header) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(Long.BYTES + text.length).order(ByteOrder.LITTLE_ENDIAN);
    return file.putLong(length).put(text).array();
  }
}
