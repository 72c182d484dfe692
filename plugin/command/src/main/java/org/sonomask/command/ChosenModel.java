// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.launcher.SubcommandException;

/** The model a run marks with: one from a file, published for the run, or the installed default. */
final class ChosenModel implements AutoCloseable {

  private static final String MODEL = "sonomask.model";

  /** Before every installed model. */
  private static final int RANKING = 10_000;

  private final String name;
  private final AutoCloseable release;

  private ChosenModel(String name, AutoCloseable release) {
    this.name = name;
    this.release = release;
  }

  /**
   * Loads the file, or finds the default.
   *
   * @throws SubcommandException if the file is no model, or if no model is there at all
   */
  static ChosenModel of(BundleContext context, SegmenterLoader loader, Optional<Path> file)
      throws SubcommandException {
    return file.isPresent() ? loaded(context, loader, file.get()) : installed(context);
  }

  private static ChosenModel loaded(BundleContext context, SegmenterLoader loader, Path file)
      throws SubcommandException {
    if (!Files.isReadable(file)) {
      throw SubcommandException.failed("there is no readable model '" + file + "'.");
    }
    Segmenter segmenter;
    try {
      segmenter = loader.load(file);
    } catch (SegmenterException failure) {
      throw SubcommandException.failed(
          "'" + file + "' cannot be used as a model: " + failure.getMessage(), failure);
    }
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(MODEL, segmenter.info().model());
    properties.put(Constants.SERVICE_RANKING, RANKING);
    ServiceRegistration<Segmenter> registration =
        context.registerService(Segmenter.class, segmenter, properties);
    return new ChosenModel(
        segmenter.info().model(),
        () -> {
          registration.unregister();
          segmenter.close();
        });
  }

  private static ChosenModel installed(BundleContext context) throws SubcommandException {
    ServiceReference<Segmenter> highest = context.getServiceReference(Segmenter.class);
    if (highest == null) {
      throw SubcommandException.failed(
          "no model is installed: name one with --model FILE, or put a bundle with a model into the "
              + "folder 'bundle'.");
    }
    return new ChosenModel((String) highest.getProperty(MODEL), () -> {});
  }

  String name() {
    return name;
  }

  @Override
  public void close() {
    try {
      release.close();
    } catch (Exception alreadyGone) {
      throw new IllegalStateException(alreadyGone);
    }
  }
}
