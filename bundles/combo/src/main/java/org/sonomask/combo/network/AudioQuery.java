// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.tensor.Tensors;

/**
 * The audio queries (combo section 4.7): what is heard is added to the learned queries. The
 * official repeat-then-reshape hands query q of frame n the audio of frame ⌊(q·T + n) / queries⌋ of
 * its clip of T frames; weights are trained with that, so it is kept.
 */
final class AudioQuery {
  private static final String KEY = "sem_seg_head.audio_transformation.embeddings.";

  private final int audio;
  private final List<Integer> widths;
  private final int size;
  private final int queries;

  /**
   * Makes the module.
   *
   * @param audio features of an audio token
   * @param widths of the hidden layers
   * @param size features of a query
   * @param queries how many
   */
  AudioQuery(int audio, List<Integer> widths, int size, int queries) {
    this.audio = audio;
    this.widths = widths;
    this.size = size;
    this.queries = queries;
  }

  /**
   * Queries of all frames of clips.
   *
   * @param sound b', [clips · frames, 1, audio]
   * @param frames T, of one clip
   * @return what to add to the learned queries, [clips · frames, queries, size]
   */
  <T> T clip(Tensors<T> t, T sound, int frames) {
    T embedded = embed(t, sound);
    long total = t.shape(embedded)[0];
    long[] heard = new long[frames * queries];
    for (int frame = 0; frame < frames; frame++) {
      for (int query = 0; query < queries; query++) {
        heard[frame * queries + query] = heard(query, frame, frames);
      }
    }
    T clips = t.reshape(embedded, total / frames, frames, size);
    T mixed = t.gather(clips, 1, t.indices(heard, heard.length));
    return t.reshape(mixed, total, queries, size);
  }

  /**
   * Queries of the last frame of clips, of which only the sound is known.
   *
   * @param sound b', [N, frames, audio]
   * @return what to add to the learned queries, [N, queries, size]
   */
  <T> T last(Tensors<T> t, T sound) {
    T embedded = embed(t, sound);
    int frames = (int) t.shape(embedded)[1];
    long[] heard = new long[queries];
    for (int query = 0; query < queries; query++) {
      heard[query] = heard(query, frames - 1, frames);
    }
    return t.gather(embedded, 1, t.indices(heard, queries));
  }

  private long heard(int query, int frame, int frames) {
    return ((long) query * frames + frame) / queries;
  }

  private <T> T embed(Tensors<T> t, T sound) {
    T x = sound;
    int in = audio;
    for (int layer = 0; layer < widths.size(); layer++) {
      x = t.relu(new LinearMap(KEY + 2 * layer, in, widths.get(layer)).apply(t, x));
      in = widths.get(layer);
    }
    return t.named("audio_query", new LinearMap(KEY + 2 * widths.size(), in, size).apply(t, x));
  }
}
