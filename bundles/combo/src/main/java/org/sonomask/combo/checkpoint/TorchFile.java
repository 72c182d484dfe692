// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ParameterSource;

/**
 * Writes weights as the official code does: a PyTorch zip container with {@code {"model": …,
 * "iteration": …}} of float32 tensors.
 */
public final class TorchFile {
  private static final String FOLDER = "archive/";

  private TorchFile() {}

  /** Writes a file; one that exists is replaced only when all is written. */
  public static void write(
      Path file, Collection<Parameter> parameters, ParameterSource source, int iteration)
      throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16))) {
      store(zip, "data.pkl", new Pickle().checkpoint(parameters, iteration));
      store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
      int key = 0;
      for (Parameter parameter : parameters) {
        ByteBuffer bytes =
            ByteBuffer.allocate(parameter.elements() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(source.values(parameter));
        store(zip, "data/" + key++, bytes.array());
      }
      store(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(FOLDER + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTime(0);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** A pickle of protocol 2 under construction. */
  private static final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] checkpoint(Collection<Parameter> parameters, int iteration) {
      code(0x80, 2, '}', '(');
      text("model");
      dictionary();
      code('(');
      int key = 0;
      for (Parameter parameter : parameters) {
        text(parameter.key());
        tensor(parameter, key++);
      }
      code('u');
      text("iteration");
      number(iteration);
      code('u', '.');
      return out.toByteArray();
    }

    private void tensor(Parameter parameter, int key) {
      global("torch._utils", "_rebuild_tensor_v2");
      code('(', '(');
      text("storage");
      global("torch", "FloatStorage");
      text(Integer.toString(key));
      text("cpu");
      number(parameter.elements());
      code('t', 'Q');
      number(0);
      long[] shape = parameter.shape();
      numbers(shape);
      long[] stride = new long[shape.length];
      long step = 1;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        stride[axis] = step;
        step *= shape[axis];
      }
      numbers(stride);
      code(0x89);
      dictionary();
      code('t', 'R');
    }

    private void dictionary() {
      global("collections", "OrderedDict");
      code(')', 'R');
    }

    private void global(String module, String name) {
      out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void text(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      code('X');
      little(bytes.length);
      out.writeBytes(bytes);
    }

    private void numbers(long[] values) {
      code('(');
      for (long value : values) {
        number((int) value);
      }
      code('t');
    }

    private void number(int value) {
      code('J');
      little(value);
    }

    private void little(int value) {
      code(value, value >> 8, value >> 16, value >> 24);
    }

    private void code(int... bytes) {
      for (int b : bytes) {
        out.write(b);
      }
    }
  }
}
