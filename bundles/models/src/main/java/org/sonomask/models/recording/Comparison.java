// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.recording;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.WindowRecorder.Replayed;

/** Lets a segmenter answer a recording again, and compares. Not thread-safe. */
public final class Comparison {
  private final Segmenter segmenter;
  private final SegmenterInfo recorded;
  private final SegmenterBatch batch;
  private int windows;
  private int identical;
  private double agreement;
  private double overlap;
  private double least = Double.POSITIVE_INFINITY;
  private int worst = -1;

  private Comparison(Segmenter segmenter, SegmenterInfo recorded) {
    this.segmenter = segmenter;
    this.recorded = recorded;
    batch = segmenter.newBatch(1);
  }

  /**
   * Compares.
   *
   * @throws IOException if the file is no recording
   * @throws SegmenterException if the segmenter takes windows of another shape, or fails
   */
  public static Replayed of(Path file, Segmenter segmenter) throws IOException, SegmenterException {
    try (WindowFile.Reader reader = new WindowFile.Reader(file)) {
      requireSameShape(reader.info(), segmenter.info());
      Comparison comparison = new Comparison(segmenter, reader.info());
      try {
        return comparison.all(reader);
      } catch (EOFException e) {
        throw new IOException(
            file + " is cut off after " + comparison.windows + " windows; record it again", e);
      } finally {
        segmenter.release(comparison.batch);
      }
    }
  }

  private static void requireSameShape(SegmenterInfo one, SegmenterInfo other)
      throws SegmenterException {
    if (one.width() != other.width()
        || one.height() != other.height()
        || one.audioExamples() != other.audioExamples()
        || one.audioHop() != other.audioHop()) {
      throw new SegmenterException(
          other.model()
              + " takes windows of another shape than "
              + one.model()
              + ", which was recorded; record again with one of that shape");
    }
  }

  private Replayed all(WindowFile.Reader reader) throws IOException, SegmenterException {
    for (Optional<RecordedWindow> next = reader.next(); next.isPresent(); next = reader.next()) {
      compare(next.get().answer(), answer(next.get()));
    }
    int divisor = Math.max(1, windows);
    return new Replayed(
        recorded.model(),
        segmenter.info().model(),
        windows,
        identical,
        agreement / divisor,
        overlap / divisor,
        worst);
  }

  private RecordedWindow.Answer answer(RecordedWindow window) throws SegmenterException {
    batch.frames().put(0, window.frame());
    batch.priors().put(0, window.prior());
    batch.logMel().put(0, window.logMel());
    segmenter.segment(batch, 1);
    RecordedWindow.Answer answer = RecordedWindow.Answer.of(segmenter.info());
    batch.labels().get(0, answer.labels());
    batch.confidence().get(0, answer.confidence());
    return answer;
  }

  private void compare(RecordedWindow.Answer before, RecordedWindow.Answer now) {
    int same = 0;
    int both = 0;
    int either = 0;
    for (int i = 0; i < before.labels().length; i++) {
      int one = before.labels()[i] & 0xff;
      int other = now.labels()[i] & 0xff;
      same += name(recorded, one).equals(name(segmenter.info(), other)) ? 1 : 0;
      both += one != 0 && other != 0 ? 1 : 0;
      either += one != 0 || other != 0 ? 1 : 0;
    }
    double share = (double) same / before.labels().length;
    if (share < least) {
      least = share;
      worst = windows;
    }
    windows++;
    agreement += share;
    overlap += either == 0 ? 1 : (double) both / either;
    boolean equal =
        Arrays.equals(before.labels(), now.labels())
            && Arrays.equals(before.confidence(), now.confidence());
    identical += equal ? 1 : 0;
  }

  /** Names are compared, since two models may number their classes differently. */
  private static String name(SegmenterInfo info, int label) {
    List<String> classes = info.classes();
    return label == 0 ? "" : label < classes.size() ? classes.get(label) : "?";
  }
}
