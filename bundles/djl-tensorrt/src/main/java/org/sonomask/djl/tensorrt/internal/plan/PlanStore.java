// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are found again by their key. Each begins with a line of its key's hash and its
 * content's, so that a truncated, damaged or exchanged one is thrown away rather than given to
 * TensorRT, which executes what it loads. The folder is its user's alone.
 */
public final class PlanStore {
  private static final Logger LOG = LoggerFactory.getLogger(PlanStore.class);
  private static final String MAGIC = "sonomask-plan";

  private final Path folder;

  /** Keeps files in a folder, which need not be there yet. */
  public PlanStore(Path folder) {
    this.folder = folder;
  }

  /** The file of a key, whether it is there or not. */
  public Path file(PlanKey key) {
    return folder.resolve(key.fileName() + ".plan");
  }

  /**
   * What is kept for a key.
   *
   * @return mapped, read-only and direct; empty if there is nothing, or nothing sound
   */
  public Optional<ByteBuffer> find(PlanKey key) {
    Path file = file(key);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      Optional<ByteBuffer> content = content(key, all);
      if (content.isEmpty()) {
        LOG.warn("{} is damaged and thrown away", file);
        Files.deleteIfExists(file);
      }
      return content;
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} cannot be read: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<ByteBuffer> content(PlanKey key, ByteBuffer all) {
    int headLength = head(key, "0".repeat(64)).length;
    if (all.remaining() <= headLength) {
      return Optional.empty();
    }
    ByteBuffer content = all.slice(headLength, all.remaining() - headLength);
    byte[] head = new byte[headLength];
    all.get(0, head);
    byte[] wanted = head(key, PlanKey.sha256(content));
    return java.util.Arrays.equals(head, wanted) ? Optional.of(content) : Optional.empty();
  }

  /**
   * Keeps something; whoever looks meanwhile sees what was there before, or all of it.
   *
   * @param content from position to limit
   */
  public void keep(PlanKey key, ByteBuffer content) throws IOException {
    create();
    Path partial = Files.createTempFile(folder, "partial-", "");
    try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      write(channel, ByteBuffer.wrap(head(key, PlanKey.sha256(content))));
      write(channel, content.duplicate());
      channel.force(true);
      Files.move(partial, file(key), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private void create() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static byte[] head(PlanKey key, String content) {
    return (MAGIC + " " + key.fileName() + " " + content + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
