// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.SegmenterException;
import org.sonomask.combo.metrics.ObjectScore;
import org.sonomask.runtime.filter.MaskSteadier;
import org.sonomask.scenes.Clip;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.scenes.SceneComposer;
import org.sonomask.scenes.SceneKind;
import org.sonomask.scenes.Split;

/**
 * How steady masks of moving objects are: the mean IoU of each frame's mask with the next frame's,
 * of the frames in which something sounds, beside that of the truth, which moves with its object.
 * Two empty masks are alike; so look at M_J as well. Each model's masks are measured as they come
 * and after the runtime's filters.
 */
public final class Steadiness {
  /** Frames a second. */
  public static final int RATE = 25;

  /** Frames of a film. */
  public static final int FRAMES = 40;

  private static final long SEED = 5_000_000;
  private static final double LEAST_UNION = 1e-7;

  /** Level in dBFS that no filter takes for silence. */
  private static final double LOUD = 0;

  private static final long FRAME_NANOS = 1_000_000_000L / RATE;

  private final SceneComposer composer;
  private final Showing showing;
  private final List<MaskFilter> filters;
  private final double strength;

  /**
   * A measurement on films composed of a corpus's test side.
   *
   * @param filters in the order in which they run
   * @param strength of the filters, above 0 to 1
   * @throws IOException if the folder is no corpus
   */
  public Steadiness(Path corpus, PriorProvider priors, List<MaskFilter> filters, double strength)
      throws IOException {
    composer = new SceneComposer(Corpus.open(corpus), Split.TEST, SceneClasses.NAMES);
    showing = new Showing(Clip.SIZE, Clip.SIZE, priors);
    this.filters = List.copyOf(filters);
    this.strength = strength;
  }

  /** Sums over frames or pairs of frames. */
  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return count == 0 ? 0 : SetScore.rounded(sum / count);
    }
  }

  /**
   * Measures.
   *
   * @param count films
   * @return by the model's name {@code iou} and {@code mj} as they come, {@code filtered_iou} and
   *     {@code filtered_mj} after the filters; {@code truth} has the truth's {@code iou}
   */
  public ObjectNode measure(List<ModelMarker> models, int count, Steps steps)
      throws SegmenterException, InterruptedException {
    int columns = 2 * models.size() + 1;
    List<Mean> alike = new ArrayList<>();
    List<Mean> right = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      alike.add(new Mean());
      right.add(new Mean());
    }
    try (InOrder workers = new InOrder()) {
      workers.run(
          count,
          film -> () -> film(film, models),
          (film, results) -> {
            for (int column = 0; column < columns; column++) {
              results.get(column).pairs.forEach(alike.get(column)::add);
              right.get(column).add(results.get(column).jaccard);
            }
            steps.done("steadiness", film + 1, count);
          });
    } catch (ExecutionException failed) {
      throw ComposedSets.failure(failed);
    }
    return json(models, count, alike, right);
  }

  private ObjectNode json(List<ModelMarker> models, int count, List<Mean> alike, List<Mean> right) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("films", count).put("frames", FRAMES).put("rate", RATE).put("strength", strength);
    filters.forEach(filter -> json.withArray("filters").add(filter.name()));
    json.putObject("truth").put("iou", alike.get(0).value());
    for (int model = 0; model < models.size(); model++) {
      json.putObject(models.get(model).name())
          .put("iou", alike.get(2 * model + 1).value())
          .put("mj", right.get(2 * model + 1).value())
          .put("filtered_iou", alike.get(2 * model + 2).value())
          .put("filtered_mj", right.get(2 * model + 2).value());
    }
    return json;
  }

  /** IoU of the pairs of a film's masks, and the film's M_J. */
  private record Film(List<Double> pairs, double jaccard) {}

  private List<Film> film(int number, List<ModelMarker> models) throws SegmenterException {
    ShownClip clip = showing.composed(composer.film(SceneKind.SINGLE, SEED + number, RATE, FRAMES));
    byte[][] truth = new byte[clip.length()][];
    for (int frame = 0; frame < truth.length; frame++) {
      truth[frame] = certain(clip.truth()[frame]);
    }
    List<Film> films = new ArrayList<>();
    films.add(film(clip, truth));
    for (ModelMarker model : models) {
      Marks marks = model.mark(clip);
      films.add(film(clip, marks.sounding()));
      films.add(film(clip, filtered(clip, marks, model)));
    }
    return films;
  }

  /** As labels say: filters may keep one that they are hardly sure of. */
  private static byte[] certain(byte[] labels) {
    byte[] sounding = new byte[labels.length];
    for (int pixel = 0; pixel < labels.length; pixel++) {
      sounding[pixel] = (byte) (labels[pixel] == 0 ? 0 : 255);
    }
    return sounding;
  }

  private static Film film(ShownClip clip, byte[][] sounding) {
    List<Double> pairs = new ArrayList<>();
    for (int frame = 0; frame + 1 < sounding.length; frame++) {
      if (sounds(clip.truth()[frame]) && sounds(clip.truth()[frame + 1])) {
        pairs.add(alike(sounding[frame], sounding[frame + 1]));
      }
    }
    return new Film(pairs, new ObjectScore().add(sounding, clip.truth()).jaccard());
  }

  private static boolean sounds(byte[] labels) {
    for (byte label : labels) {
      if (label != 0) {
        return true;
      }
    }
    return false;
  }

  /** IoU of two masks; 1 if both are empty. */
  static double alike(byte[] one, byte[] other) {
    int both = 0;
    int either = 0;
    for (int pixel = 0; pixel < one.length; pixel++) {
      boolean here = Marks.inMask(one[pixel]);
      boolean there = Marks.inMask(other[pixel]);
      both += here && there ? 1 : 0;
      either += here || there ? 1 : 0;
    }
    return either == 0 ? 1 : both / (either + LEAST_UNION);
  }

  private byte[][] filtered(ShownClip clip, Marks marks, ModelMarker model) {
    MaskSteadier steadier =
        new MaskSteadier(model.info(), () -> filters, time -> LOUD, pieces -> List.of());
    byte[][] sounding = new byte[clip.length()][];
    for (int frame = 0; frame < sounding.length; frame++) {
      byte[] labels = marks.labels()[frame].clone();
      byte[] values = marks.sounding()[frame].clone();
      exchange(labels, values);
      ByteBuffer picture = ByteBuffer.wrap(clip.frames()[frame]).order(ByteOrder.nativeOrder());
      steadier.apply(frame * FRAME_NANOS, picture, strength, labels, values);
      sounding[frame] = certain(labels);
    }
    return sounding;
  }

  /** From how likely a pixel sounds to how sure its label is. */
  private static void exchange(byte[] labels, byte[] values) {
    for (int pixel = 0; pixel < labels.length; pixel++) {
      values[pixel] = Marks.sounding(labels[pixel], values[pixel]);
    }
  }
}
