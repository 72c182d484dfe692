// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.sonomask.launcher.Plugin;

/** In plain Felix, all bundles start again when other copies of their libraries have come. */
class BesideOthersTest {
  private static final String GOSH = "gosh.args";
  private static final Path OTHERS = Path.of("target/others").toAbsolutePath();

  /** For as long as shells start: one that reads takes what Surefire says to this process. */
  @BeforeEach
  void letNoShellRead() {
    System.setProperty(GOSH, "--nointeractive");
  }

  @AfterEach
  void letShellsRead() {
    System.clearProperty(GOSH);
  }

  @Test
  void allBundlesStartBesideAnotherJacksonAndAnotherSlf4j() throws Exception {
    Map<String, String> parts =
        Map.of(
            "sonomask.with", "http,shell",
            "org.osgi.service.http.port", "0");
    try (Plugin plugin = Distribution.start(parts)) {
      List<Bundle> others = new ArrayList<>();
      for (Path jar : jars()) {
        others.add(plugin.context().installBundle(jar.toUri().toString()));
      }
      assertEquals(4, others.size(), others.toString());
      refresh(plugin);
      for (Bundle other : others) {
        other.start();
      }
      for (Bundle bundle : plugin.context().getBundles()) {
        assertEquals(Bundle.ACTIVE, bundle.getState(), bundle + " is not active");
      }
      for (String service :
          new String[] {
            "org.sonomask.api.MaskService",
            "org.sonomask.api.ModelSwap",
            "org.sonomask.api.Segmenter",
            "org.sonomask.api.MaskCodec",
            "jakarta.servlet.Servlet"
          }) {
        await(plugin, service);
      }
    }
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(OTHERS)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Resolves every bundle anew, the other copies among the choices. */
  private static void refresh(Plugin plugin) throws InterruptedException {
    CountDownLatch refreshed = new CountDownLatch(1);
    FrameworkWiring wiring = plugin.context().getBundle(0).adapt(FrameworkWiring.class);
    wiring.resolveBundles(null);
    wiring.refreshBundles(
        Arrays.stream(plugin.context().getBundles()).filter(it -> it.getBundleId() != 0).toList(),
        event -> {
          if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
            refreshed.countDown();
          }
        });
    assertTrue(refreshed.await(10, TimeUnit.MINUTES));
  }

  private static void await(Plugin plugin, String service) throws Exception {
    ServiceReference<?>[] found = null;
    for (int i = 0; found == null && i < 12_000; i++) {
      found = plugin.context().getAllServiceReferences(service, null);
      Thread.sleep(50);
    }
    assertNotNull(found, service);
  }
}
