// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.SegmenterException;

/**
 * Extends bundles that carry a model: one whose manifest says {@code Sonomask-Model: PATH} gets the
 * ONNX file at that path published as a segmenter while it is active.
 */
@Component(
    service = {},
    immediate = true)
public final class ModelBundles implements BundleTrackerCustomizer<PublishedModel> {

  /** The manifest header that names the model inside of its bundle. */
  static final String HEADER = "Sonomask-Model";

  private static final Logger LOG = LoggerFactory.getLogger(ModelBundles.class);
  private static final int RANKING = 0;

  private final BundleContext context;
  private final BundleTracker<PublishedModel> tracker;

  /** Starts to watch. */
  @Activate
  public ModelBundles(BundleContext context) {
    this.context = context;
    tracker = new BundleTracker<>(context, Bundle.ACTIVE, this);
    tracker.open();
  }

  @Deactivate
  void close() {
    tracker.close();
  }

  @Override
  public PublishedModel addingBundle(Bundle bundle, BundleEvent event) {
    String entry = bundle.getHeaders("").get(HEADER);
    if (entry == null) {
      return null;
    }
    try {
      return PublishedModel.publish(
          context, unpack(bundle, entry), ModelSettings.automatic(RANKING));
    } catch (IOException | SegmenterException e) {
      LOG.error("bundle {} brings no model: {}", bundle.getSymbolicName(), e.getMessage(), e);
      return null;
    }
  }

  @Override
  public void modifiedBundle(Bundle bundle, BundleEvent event, PublishedModel model) {}

  @Override
  public void removedBundle(Bundle bundle, BundleEvent event, PublishedModel model) {
    model.close();
  }

  /** The engine maps a file, so the entry is copied to where this bundle keeps its files. */
  private Path unpack(Bundle bundle, String entry) throws IOException {
    URL url = bundle.getEntry(entry);
    if (url == null) {
      throw new IOException(HEADER + " names " + entry + ", which is not in the bundle");
    }
    Path file = context.getDataFile("model-" + bundle.getBundleId() + ".onnx").toPath();
    try (InputStream in = url.openStream()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
