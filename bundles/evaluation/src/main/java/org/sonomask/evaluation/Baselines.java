// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.util.List;
import org.sonomask.api.SegmenterException;

/** What a model must beat: markers that hear nothing and have learnt nothing about masks. */
public final class Baselines {

  private Baselines() {}

  /** Marks nothing, ever. */
  public static Marker empty() {
    return new Frames("empty") {
      @Override
      byte[] mark(byte[] frame, int width, int height) {
        return new byte[width * height];
      }
    };
  }

  /** Marks what catches the eye; see {@link MinimumBarrier}. */
  public static Marker saliency() {
    return new Frames("saliency") {
      @Override
      byte[] mark(byte[] frame, int width, int height) {
        return MinimumBarrier.saliency(frame, width, height);
      }
    };
  }

  /** Marks what both mark, as sure as the less sure of them, with the first one's classes. */
  public static Marker both(Marker first, Marker second) {
    return new Marker() {
      @Override
      public String name() {
        return first.name() + " and " + second.name();
      }

      @Override
      public List<String> classes() {
        return first.classes();
      }

      @Override
      public Marks mark(ShownClip clip) throws SegmenterException {
        Marks one = first.mark(clip);
        Marks other = second.mark(clip);
        for (int frame = 0; frame < clip.length(); frame++) {
          byte[] sounding = one.sounding()[frame];
          for (int pixel = 0; pixel < sounding.length; pixel++) {
            int least = Math.min(sounding[pixel] & 0xff, other.sounding()[frame][pixel] & 0xff);
            sounding[pixel] = (byte) least;
            if (!Marks.inMask(sounding[pixel])) {
              one.labels()[frame][pixel] = 0;
            }
          }
        }
        return one;
      }

      @Override
      public void close() {
        first.close();
        second.close();
      }
    };
  }

  /**
   * Marks each frame by its picture alone, without classes. Asked for the same clip again on the
   * same thread, as one of {@link #both} for instance, it answers the same marks.
   */
  private abstract static class Frames implements Marker {
    private final String name;
    private final ThreadLocal<Answer> last = new ThreadLocal<>();

    Frames(String name) {
      this.name = name;
    }

    abstract byte[] mark(byte[] frame, int width, int height);

    @Override
    public String name() {
      return name;
    }

    @Override
    public Marks mark(ShownClip clip) {
      Answer before = last.get();
      if (before != null && before.clip() == clip) {
        return before.marks();
      }
      Marks marks = new Marks(new byte[clip.length()][], new byte[clip.length()][]);
      for (int frame = 0; frame < clip.length(); frame++) {
        marks.sounding()[frame] = mark(clip.frames()[frame], clip.width(), clip.height());
        marks.labels()[frame] = new byte[clip.width() * clip.height()];
      }
      last.set(new Answer(clip, marks));
      return marks;
    }
  }

  private record Answer(ShownClip clip, Marks marks) {}
}
