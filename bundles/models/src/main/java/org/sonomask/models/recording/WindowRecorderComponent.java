// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.api.WindowListener;
import org.sonomask.api.WindowRecorder;

/** Publishes the recorder. While nothing is recorded, no window is shown to anybody here. */
@Component
public final class WindowRecorderComponent implements WindowRecorder {
  private final BundleContext context;
  private final SegmenterLoader loader;
  private Recording recording;
  private ServiceRegistration<WindowListener> listening;

  /** Made by Declarative Services. */
  @Activate
  public WindowRecorderComponent(BundleContext context, @Reference SegmenterLoader loader) {
    this.context = context;
    this.loader = loader;
  }

  @Override
  public synchronized void record(Path file, String stream, int windows) throws IOException {
    if (recording != null && recording.state().running()) {
      throw new IllegalStateException(
          "a recording is under way to " + recording.state().file() + "; stop it first");
    }
    if (windows < 1) {
      throw new IllegalArgumentException("a recording has 1 window at least, not " + windows);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.exists(file) || !Files.isWritable(folder)) {
      throw new IOException(file + " exists, or its folder cannot be written to; name another");
    }
    stopListening();
    recording = new Recording(file, stream, windows);
    listening = context.registerService(WindowListener.class, recording, null);
  }

  private void stopListening() {
    if (listening != null) {
      listening.unregister();
      listening = null;
    }
  }

  @Override
  public synchronized Optional<Recorded> stop() throws IOException {
    stopListening();
    return recording == null ? Optional.empty() : Optional.of(recording.end());
  }

  @Override
  public synchronized Optional<Recorded> recorded() {
    return Optional.ofNullable(recording).map(Recording::state);
  }

  @Override
  public Replayed replay(Path file, Optional<Path> model) throws IOException, SegmenterException {
    if (model.isEmpty()) {
      return onDefault(file);
    }
    try (Segmenter segmenter = loader.load(model.get())) {
      return Comparison.of(file, segmenter);
    }
  }

  private Replayed onDefault(Path file) throws IOException, SegmenterException {
    ServiceReference<Segmenter> best = context.getServiceReference(Segmenter.class);
    Segmenter segmenter = best == null ? null : context.getService(best);
    if (segmenter == null) {
      throw new SegmenterException("no model is installed; name one");
    }
    try {
      return Comparison.of(file, segmenter);
    } finally {
      context.ungetService(best);
    }
  }

  @Deactivate
  synchronized void close() throws IOException {
    stop();
  }
}
