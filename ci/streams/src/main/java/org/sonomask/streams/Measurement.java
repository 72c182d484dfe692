// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskStream;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.StreamSettings;
import org.sonomask.combo.prior.GraphPrior;
import org.sonomask.filters.AreaFilter;
import org.sonomask.filters.GateFilter;
import org.sonomask.filters.HysteresisFilter;
import org.sonomask.filters.PropagationFilter;
import org.sonomask.filters.SimilarityFilter;
import org.sonomask.filters.TracksFilter;
import org.sonomask.runtime.MaskRuntime;
import org.sonomask.runtime.RuntimeSettings;

/** Plays many live streams on one runtime, with the filters and the prior of the distribution. */
final class Measurement {
  private static final String STREAM_THREADS = "played-";
  private static final long WARM_UP_MILLIS = 5_000;
  private static final long START_NANOS = 200_000_000;
  private static final long MAX_AGE = 1_000_000_000;
  private static final int QUEUE = 48;
  private static final double SILENCE = -60;
  private static final long SEED = 5_000_000;

  /** By ranking. */
  private static final List<MaskFilter> FILTERS =
      List.of(
          new PropagationFilter(),
          new GateFilter(),
          new HysteresisFilter(),
          new SimilarityFilter(),
          new AreaFilter(),
          new TracksFilter());

  private final Options options;
  private final List<Segmenter> segmenters;
  private final Scene scene;

  /**
   * @param segmenters of one model, one a device
   */
  Measurement(Options options, List<Segmenter> segmenters) {
    this.options = options;
    this.segmenters = segmenters;
    SegmenterInfo info = segmenters.get(0).info();
    scene = new Scene(info.width(), info.height());
  }

  /**
   * Plays for as long as the options say, after a while to get going.
   *
   * @param rate windows a second of each stream
   */
  Figures play(double rate) throws InterruptedException {
    RuntimeSettings settings =
        new RuntimeSettings(
            options.streams(), options.batch(), options.waitMillis() * 1_000_000L, QUEUE, SILENCE);
    try (MaskRuntime runtime = new MaskRuntime(settings)) {
      segmenters.forEach(segmenter -> runtime.addSegmenter(segmenter, 0));
      runtime.addPriorProvider(new GraphPrior(), 0);
      FILTERS.forEach(filter -> runtime.addFilter(filter, -FILTERS.indexOf(filter)));
      long epoch = System.nanoTime() + START_NANOS;
      Ages ages = new Ages(epoch);
      runtime.addListener(ages);
      List<PlayedStream> streams = open(runtime, epoch, rate);
      List<Thread> threads = start(streams);
      Thread.sleep(WARM_UP_MILLIS);
      ages.clear();
      Snapshot from = Snapshot.of(runtime, streams, STREAM_THREADS);
      Thread.sleep(Math.round(options.seconds() * 1000));
      Snapshot to = Snapshot.of(runtime, streams, STREAM_THREADS);
      Ages measured = ages.copy();
      streams.forEach(PlayedStream::end);
      for (Thread thread : threads) {
        thread.join();
      }
      return new Figures(rate, from, to, measured);
    }
  }

  private List<PlayedStream> open(MaskRuntime runtime, long epoch, double rate) {
    Random random = new Random(SEED);
    long interval = Math.round(1e9 / rate);
    List<PlayedStream> streams = new ArrayList<>();
    for (int i = 0; i < options.streams(); i++) {
      MaskStream stream =
          runtime.open(
              new StreamSettings("stream " + i, "", interval, true, MAX_AGE, options.smoothing()));
      long phase = Scene.FRAME_NANOS + random.nextLong(interval);
      streams.add(
          new PlayedStream(stream, scene.forAnother(), random.nextInt(Scene.RATE), epoch, phase));
    }
    return streams;
  }

  private static List<Thread> start(List<PlayedStream> streams) {
    List<Thread> threads = new ArrayList<>();
    for (PlayedStream stream : streams) {
      Thread thread = new Thread(stream, STREAM_THREADS + threads.size());
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    return threads;
  }
}
