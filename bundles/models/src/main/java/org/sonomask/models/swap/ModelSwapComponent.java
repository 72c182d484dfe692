// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.ModelSwap;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;

/** Publishes the swap, and the models that it brings, in the service registry. */
@Component
public final class ModelSwapComponent implements ModelSwap, Switch.Publisher {
  private static final String MODEL = "sonomask.model";
  private static final String ENGINE = "sonomask.engine";

  private final BundleContext context;
  private final ExecutorService background;
  private final Switch models;

  /** Made by Declarative Services. */
  @Activate
  public ModelSwapComponent(BundleContext context, @Reference SegmenterLoader loader)
      throws IOException {
    this.context = context;
    Path folder = context.getDataFile("swapped").toPath();
    Files.createDirectories(folder);
    background =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "sonomask-swap");
              thread.setDaemon(true);
              return thread;
            });
    models = new Switch(loader, folder, this, background);
  }

  @Override
  public Swapped swap(Path model, Optional<String> sha256) throws SegmenterException {
    return models.swap(model, sha256);
  }

  @Override
  public boolean rollBack() {
    return models.rollBack();
  }

  @Override
  public String current() {
    ServiceReference<Segmenter> best = context.getServiceReference(Segmenter.class);
    return best == null ? "" : String.valueOf(best.getProperty(MODEL));
  }

  @Override
  public AutoCloseable publish(Segmenter segmenter) {
    ServiceReference<Segmenter> best = context.getServiceReference(Segmenter.class);
    int ranking =
        best != null && best.getProperty(Constants.SERVICE_RANKING) instanceof Integer number
            ? number
            : 0;
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(MODEL, segmenter.info().model());
    properties.put(ENGINE, segmenter.engine());
    properties.put(Constants.SERVICE_RANKING, ranking + 1);
    ServiceRegistration<Segmenter> registration =
        context.registerService(Segmenter.class, segmenter, properties);
    return registration::unregister;
  }

  @Deactivate
  void close() {
    background.shutdown();
    models.close();
  }
}
