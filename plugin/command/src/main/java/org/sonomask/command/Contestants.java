// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.evaluation.ActivationBaseline;
import org.sonomask.evaluation.Baselines;
import org.sonomask.evaluation.Marker;
import org.sonomask.evaluation.ModelMarker;
import org.sonomask.scenes.Clip;

/** All that one evaluation measures: the model first, then other models, then baselines. */
final class Contestants implements AutoCloseable {
  private final List<Marker> markers = new ArrayList<>();
  private final List<ModelMarker> models = new ArrayList<>();

  private Contestants() {}

  /** Loads what the options name; the caller closes it. */
  static Contestants of(EvaluateOptions options, SegmenterLoader loader)
      throws IOException, SegmenterException {
    Contestants contestants = new Contestants();
    try {
      for (Path file : options.models()) {
        contestants.models.add(new ModelMarker(stem(file), loader.load(file)));
      }
      contestants.markers.addAll(contestants.models);
      Marker saliency = Baselines.saliency();
      if (options.baselines()) {
        contestants.markers.add(Baselines.empty());
        contestants.markers.add(saliency);
      }
      if (options.classifier().isPresent()) {
        ModelMarker maps = activation(options.classifier().get(), loader);
        contestants.markers.add(Baselines.both(maps, saliency));
      }
      return contestants;
    } catch (IOException | SegmenterException | RuntimeException failure) {
      contestants.close();
      throw failure;
    }
  }

  private static ModelMarker activation(Path classifier, SegmenterLoader loader)
      throws IOException, SegmenterException {
    Path model = Files.createTempFile("sonomask-activation", ".onnx");
    try {
      ActivationBaseline.write(classifier, model);
      return new ModelMarker(ActivationBaseline.NAME, loader.load(model));
    } finally {
      Files.delete(model);
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.onnx$", "");
  }

  /** The model that it is all about. */
  ModelMarker first() {
    return models.get(0);
  }

  /** All models. */
  List<ModelMarker> models() {
    return models;
  }

  /** All of them. */
  List<Marker> markers() {
    return markers;
  }

  List<String> names() {
    return markers.stream().map(Marker::name).toList();
  }

  /** Composed clips come in one size. */
  void requireSize() throws IOException {
    for (ModelMarker model : models) {
      SegmenterInfo info = model.info();
      if (info.width() != Clip.SIZE || info.height() != Clip.SIZE) {
        throw new IOException(
            String.format(
                "Composed clips are %d pixels wide and high, but %s takes %dx%d.",
                Clip.SIZE, info.model(), info.width(), info.height()));
      }
    }
  }

  @Override
  public void close() {
    (markers.isEmpty() ? models : markers).forEach(Marker::close);
  }
}
