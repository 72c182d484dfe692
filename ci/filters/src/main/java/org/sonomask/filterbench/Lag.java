// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filterbench;

import java.util.ArrayList;
import java.util.List;

/**
 * Frames until a source that has started or stopped shows. An event counts if the model itself,
 * asked about every frame, shows it within a second; a source shows when half of its pixels are
 * marked.
 */
final class Lag {
  private static final int LEAST_PIXELS = 200;
  private static final long PATIENCE = 1_000_000_000;

  private final List<Event> events = new ArrayList<>();
  private final Film film;

  /** A source that starts or stops. */
  private record Event(int frame, byte label, boolean starts) {}

  Lag(Film film, int classes) {
    this.film = film;
    for (int frame = 1; frame < film.frames(); frame++) {
      for (int label = 1; label < classes; label++) {
        note(frame, (byte) label);
      }
    }
  }

  private void note(int frame, byte label) {
    int seen = count(film.objects()[frame], label);
    int sounds = count(film.truth()[frame], label);
    int sounded = count(film.truth()[frame - 1], label);
    boolean large = seen >= LEAST_PIXELS && count(film.objects()[frame - 1], label) >= LEAST_PIXELS;
    if (large && (sounds == 0) != (sounded == 0)) {
      events.add(new Event(frame, label, sounds > 0));
    }
  }

  private static int count(byte[] map, byte label) {
    int count = 0;
    for (byte pixel : map) {
      count += pixel == label ? 1 : 0;
    }
    return count;
  }

  /**
   * Measures a way to show the film.
   *
   * @param shown labels by frame and pixel
   * @return frames that each event takes longer than in the model's own masks; below 0 if shorter
   */
  List<Integer> behindModel(byte[][] shown) {
    List<Integer> lags = new ArrayList<>();
    for (Event event : events) {
      int model = reaction(event, film.labels());
      boolean seenBefore =
          isShown(event.label(), event.frame() - 1, film.labels()) == event.starts();
      if (model < patience() && !seenBefore) {
        lags.add(reaction(event, shown) - model);
      }
    }
    return lags;
  }

  private int patience() {
    return (int) (PATIENCE / film.interval());
  }

  /** Frames until the source shows, or no longer does; at most a second. */
  private int reaction(Event event, byte[][] shown) {
    int last = Math.min(film.frames(), event.frame() + patience());
    for (int frame = event.frame(); frame < last; frame++) {
      if (isShown(event.label(), frame, shown) == event.starts()) {
        return frame - event.frame();
      }
    }
    return patience();
  }

  private boolean isShown(byte label, int frame, byte[][] shown) {
    int marked = 0;
    int all = 0;
    for (int i = 0; i < shown[frame].length; i++) {
      if (film.objects()[frame][i] == label) {
        all++;
        marked += shown[frame][i] != 0 ? 1 : 0;
      }
    }
    return 2 * marked > all;
  }
}
