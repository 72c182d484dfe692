// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filterbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How soon masks show that a source has started or stopped. A film is cut so that the model marks
 * nothing before one frame and after another, as sure as it was of what it marks there in the film;
 * the sound stays as it is, so that no gate knows. A source shows when half of what the model marks
 * is marked.
 */
final class StepResponse {
  private static final int EARLIEST = 15;
  private static final int LENGTH = 33;
  private static final int PHASES = 5;
  private static final int REST = 15;
  private static final int LEAST_PIXELS = 400;

  private final Film film;
  private final int start;

  private StepResponse(Film film, int start) {
    this.film = film;
    this.start = start;
  }

  /**
   * The steps of a film: none if the model marks nothing for long enough.
   *
   * @param number of the film, from which it follows how far from an inference the steps are
   */
  static Optional<StepResponse> of(Film film, int number) {
    int earliest = EARLIEST + number % PHASES;
    for (int start = earliest; start + LENGTH + REST <= film.frames(); start += PHASES) {
      if (isMarked(film, start, start + LENGTH + REST)) {
        return Optional.of(new StepResponse(film, start));
      }
    }
    return Optional.empty();
  }

  private static boolean isMarked(Film film, int from, int to) {
    for (int frame = from; frame < to; frame++) {
      if (count(film.labels()[frame], film.labels()[frame]) < LEAST_PIXELS) {
        return false;
      }
    }
    return true;
  }

  private static int count(byte[] shown, byte[] marked) {
    int count = 0;
    for (int i = 0; i < shown.length; i++) {
      count += shown[i] != 0 && marked[i] != 0 ? 1 : 0;
    }
    return count;
  }

  /** The film with the steps, up to where it is of no more use. */
  Film film() {
    byte[][] labels = film.labels().clone();
    for (int frame = 0; frame < labels.length; frame++) {
      if (frame < start || frame >= start + LENGTH) {
        labels[frame] = new byte[labels[frame].length];
      }
    }
    return film.withLabels(labels);
  }

  /**
   * Measures a way to show the film with the steps.
   *
   * @param shown labels by frame and pixel
   * @return frames from the start and from the stop until they show
   */
  List<Integer> lags(byte[][] shown) {
    List<Integer> lags = new ArrayList<>();
    lags.add(until(shown, start, start + LENGTH, true));
    lags.add(until(shown, start + LENGTH, start + LENGTH + REST, false));
    return lags;
  }

  private int until(byte[][] shown, int from, int to, boolean marked) {
    for (int frame = from; frame < to; frame++) {
      byte[] own = film.labels()[frame];
      if (2 * count(shown[frame], own) >= count(own, own) == marked) {
        return frame - from;
      }
    }
    return to - from;
  }
}
