// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;

/**
 * A model: each frame with the sound of its last seconds, as live; a second before the clip sounds
 * like its first. Closes its segmenter.
 */
public final class ModelMarker implements Marker {
  private static final int MELS = SegmenterInfo.MEL_FRAMES * SegmenterInfo.MEL_BANDS;

  private final String name;
  private final Segmenter segmenter;
  private final SegmenterInfo info;
  private final Queue<SegmenterBatch> idle = new ConcurrentLinkedQueue<>();

  /**
   * A marker.
   *
   * @param name in tables
   */
  public ModelMarker(String name, Segmenter segmenter) {
    this.name = name;
    this.segmenter = segmenter;
    this.info = segmenter.info();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> classes() {
    return info.classes();
  }

  /** What the model is. */
  public SegmenterInfo info() {
    return info;
  }

  @Override
  public Marks mark(ShownClip clip) throws SegmenterException {
    SegmenterBatch batch = idle.poll();
    if (batch == null) {
      batch = segmenter.newBatch(segmenter.maxBatch());
    }
    try {
      Marks marks = new Marks(new byte[clip.length()][], new byte[clip.length()][]);
      for (int first = 0; first < clip.length(); first += batch.capacity()) {
        int count = Math.min(batch.capacity(), clip.length() - first);
        for (int slot = 0; slot < count; slot++) {
          show(clip, first + slot, batch, slot);
        }
        segmenter.segment(batch, count);
        for (int slot = 0; slot < count; slot++) {
          take(batch, slot, marks, first + slot);
        }
      }
      return marks;
    } finally {
      idle.add(batch);
    }
  }

  private void show(ShownClip clip, int frame, SegmenterBatch batch, int slot) {
    batch.frames().put(slot * 3 * info.pixels(), clip.frames()[frame]);
    batch.priors().put(slot * info.pixels(), clip.priors()[frame]);
    for (int i = 0; i < info.audioExamples(); i++) {
      int second = frame - info.audioExamples() + 1 + i;
      int heard = Math.min(Math.max(second, 0), clip.logMel().length - 1);
      batch.logMel().put((slot * info.audioExamples() + i) * MELS, clip.logMel()[heard]);
    }
  }

  private void take(SegmenterBatch batch, int slot, Marks marks, int frame) {
    byte[] labels = new byte[info.pixels()];
    byte[] sounding = new byte[info.pixels()];
    batch.labels().get(slot * info.pixels(), labels);
    batch.confidence().get(slot * info.pixels(), sounding);
    for (int pixel = 0; pixel < labels.length; pixel++) {
      sounding[pixel] = Marks.sounding(labels[pixel], sounding[pixel]);
    }
    marks.labels()[frame] = labels;
    marks.sounding()[frame] = sounding;
  }

  @Override
  public void close() {
    segmenter.close();
  }
}
