// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanStoreTest {
  private static final PlanKey KEY = new PlanKey("abc", "a GPU 9.0", "10.6.0", "batch 8");
  private static final PlanKey OTHER = new PlanKey("abc", "a GPU 9.0", "10.6.0", "batch 1");

  private final Random random = new Random(5);

  @TempDir private Path folder;
  private PlanStore store;

  @BeforeEach
  void open() {
    store = new PlanStore(folder.resolve("cache"));
  }

  private static ByteBuffer plan(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return ByteBuffer.wrap(content);
  }

  @Test
  void whatIsKeptIsFoundAsItWas() throws IOException {
    store.keep(KEY, plan(100_000));
    ByteBuffer found = store.find(KEY).orElseThrow();
    assertEquals(plan(100_000), found);
    assertTrue(found.isDirect());
  }

  @Test
  void nothingIsFoundBeforeItIsKept() {
    assertEquals(Optional.empty(), store.find(KEY));
  }

  @Test
  void theFolderIsItsUsersAlone() throws IOException {
    store.keep(KEY, plan(10));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("cache"))));
  }

  @Test
  void theNewerOneReplacesTheOlder() throws IOException {
    store.keep(KEY, plan(10));
    store.keep(KEY, plan(20));
    assertEquals(plan(20), store.find(KEY).orElseThrow());
    try (var files = Files.list(folder.resolve("cache"))) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void anyChangedByteThrowsItAway() throws IOException {
    for (int round = 0; round < 200; round++) {
      store.keep(KEY, plan(300));
      Path file = store.file(KEY);
      byte[] bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      assertEquals(Optional.empty(), store.find(KEY));
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void anyOtherLengthThrowsItAway() throws IOException {
    for (int round = 0; round < 100; round++) {
      store.keep(KEY, plan(300));
      byte[] bytes = Files.readAllBytes(store.file(KEY));
      int length = random.nextInt(bytes.length);
      Files.write(store.file(KEY), Arrays.copyOf(bytes, round == 0 ? bytes.length + 1 : length));
      assertEquals(Optional.empty(), store.find(KEY));
    }
  }

  @Test
  void thePlanOfAnotherKeyIsNotTaken() throws IOException {
    store.keep(OTHER, plan(300));
    Files.copy(store.file(OTHER), store.file(KEY));
    assertEquals(Optional.empty(), store.find(KEY));
    assertEquals(plan(300), store.find(OTHER).orElseThrow());
  }

  @Test
  void aFileThatCannotBeReadIsNotThere() throws IOException {
    Files.createDirectories(store.file(KEY));
    assertEquals(Optional.empty(), store.find(KEY));
  }
}
