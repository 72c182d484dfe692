// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * An OSGi framework that runs the bundles of a distribution, with a storage folder of its own that
 * goes when it stops: many may run from one distribution at a time.
 */
public final class PluginFramework implements AutoCloseable {

  private static final long STOP_TIMEOUT_MILLIS = 10_000;

  private final Framework framework;
  private final Path storage;

  private PluginFramework(Framework framework, Path storage) {
    this.framework = framework;
    this.storage = storage;
  }

  /**
   * Starts the framework and all its bundles.
   *
   * @throws BundleException if a bundle does not resolve or start; the message names it
   */
  public static PluginFramework start(Home home) throws IOException, BundleException {
    Path storage = Files.createTempDirectory("sonomask-");
    Map<String, String> settings = new HashMap<>();
    home.configuration().forEach((name, value) -> settings.put((String) name, (String) value));
    settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    settings.put(
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemPackages.exportedBy(home.libraries()));
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class, PluginFramework.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> new IOException("no OSGi framework in " + home.root() + "/lib"))
            .newFramework(settings);
    PluginFramework started = new PluginFramework(framework, storage);
    try {
      framework.start();
      started.startBundles(home.bundles());
      return started;
    } catch (BundleException | IOException | RuntimeException failure) {
      started.close();
      throw failure;
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

  public BundleContext context() {
    return framework.getBundleContext();
  }

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
