// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.library;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class LoadableTest {
  private static final String LIBRARY = "libsonomask-needed.so.10.6.0";

  @TempDir private Path folder;

  @Test
  void whatItNeedsIsThenFoundByItsBareName() throws Exception {
    Path hidden = Files.createDirectories(folder.resolve("hidden"));
    // A library that is not loaded yet under this name and from this file.
    Files.write(hidden.resolve(LIBRARY), Loadable.needing(List.of("libc.so.6"), "/lib"));
    assertThrows(UnsatisfiedLinkError.class, () -> NativeLibrary.getInstance(LIBRARY));
    Path loadable = folder.resolve("libneeding.so");
    Files.write(loadable, Loadable.needing(List.of(LIBRARY), hidden.toString()));
    System.load(loadable.toString());
    String maps = Files.readString(Path.of("/proc/self/maps"));
    assertTrue(maps.contains(hidden.resolve(LIBRARY).toString()));
    NativeLibrary.getInstance(LIBRARY);
  }

  @Test
  void whatIsNotThereIsAnError() throws Exception {
    Path loadable = folder.resolve("libneeding.so");
    Files.write(loadable, Loadable.needing(List.of("libsonomask-absent.so"), folder.toString()));
    String message =
        assertThrows(UnsatisfiedLinkError.class, () -> System.load(loadable.toString()))
            .getMessage();
    assertTrue(message.contains("libsonomask-absent.so"), message);
  }
}
