// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The plugin in an OSGi framework of its own: all bundles of an unpacked distribution. A host
 * program with the distribution's folder {@code lib} on its class path starts it so:
 *
 * <pre>
 * try (Plugin plugin = Plugin.start(Path.of("sonomask"))) {
 *   // GStreamer has sonomask, sonooverlay and their kin now.
 * }
 * </pre>
 *
 * <p>The property {@code sonomask.with}, in {@code conf/sonomask.properties} or of the system,
 * names optional parts to start as well, such as {@code http}.
 *
 * <p>Many may run from one distribution at a time, one in a process.
 */
public final class Plugin implements AutoCloseable {

  private static final long STOP_TIMEOUT_MILLIS = 10_000;

  private final Framework framework;
  private final Path storage;

  private Plugin(Framework framework, Path storage) {
    this.framework = framework;
    this.storage = storage;
  }

  /**
   * Starts the framework and all its bundles.
   *
   * @param distribution the folder that holds {@code bin}, {@code bundle}, {@code conf} and {@code
   *     lib}
   * @throws IOException if it is no distribution
   * @throws BundleException if a bundle does not resolve or start; the message names it
   */
  public static Plugin start(Path distribution) throws IOException, BundleException {
    Home home = new Home(distribution.toRealPath());
    Path storage = storage();
    Map<String, String> settings = new HashMap<>();
    Properties configuration = home.configuration();
    HttpPort.leaveOutPartIfTaken(configuration);
    configuration.forEach((name, value) -> settings.put((String) name, (String) value));
    settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    settings.put(
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemPackages.exportedBy(home.libraries()));
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class, Plugin.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> new IOException("no OSGi framework in " + home.root() + "/lib"))
            .newFramework(settings);
    Plugin started = new Plugin(framework, storage);
    try {
      framework.start();
      started.startBundles(home.bundles(configuration));
      return started;
    } catch (BundleException | IOException | RuntimeException failure) {
      started.close();
      throw failure;
    }
  }

  private static Path storage() throws IOException {
    try {
      return Files.createTempDirectory("sonomask-");
    } catch (IOException e) {
      throw new IOException(
          "temporary files cannot be written to "
              + System.getProperty("java.io.tmpdir")
              + "; make room there, or name another folder with -Djava.io.tmpdir",
          e);
    }
  }

  private void startBundles(List<Path> jars) throws BundleException {
    List<Bundle> bundles = new ArrayList<>();
    for (Path jar : jars) {
      bundles.add(context().installBundle("reference:" + jar.toUri()));
    }
    for (Bundle bundle : bundles) {
      if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
        bundle.start();
      }
    }
  }

  /** The framework itself, to look up services and to install bundles. */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /** Stops all bundles; elements in pipelines that still run pass data through. */
  @Override
  public void close() throws IOException {
    try {
      framework.stop();
      framework.waitForStop(STOP_TIMEOUT_MILLIS);
    } catch (BundleException failure) {
      throw new IOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(storage)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
