// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.ModelSwap;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;

/**
 * The models that were swapped in: the newest, and the one before it until the newest has proven
 * itself. Each is published ahead of all others, so that publishing switches and withdrawing
 * switches back. What was installed before the first swap stays beneath them.
 */
final class Switch implements ModelSwap {
  private static final Logger LOG = LoggerFactory.getLogger(Switch.class);

  private final SegmenterLoader loader;
  private final Path folder;
  private final Publisher publisher;
  private final Executor background;

  /** Newest first. */
  private final Deque<Published> swapped = new ArrayDeque<>();

  /** Where models are published. */
  interface Publisher {

    /** Name of the default model; empty if there is none. */
    String current();

    /** Makes a segmenter the default; closing withdraws it, after its last inference. */
    AutoCloseable publish(Segmenter segmenter);
  }

  /** One model, with what is to be done away with after it. */
  private record Published(Candidate candidate, Segmenter segmenter, AutoCloseable registration) {
    void close() {
      try {
        registration.close();
      } catch (Exception e) {
        LOG.warn("{} could not be withdrawn", segmenter.info().model(), e);
      }
      segmenter.close();
      candidate.delete();
    }
  }

  /**
   * @param folder for copies of models
   * @param background runs what must not run on an engine's thread
   */
  Switch(SegmenterLoader loader, Path folder, Publisher publisher, Executor background) {
    this.loader = loader;
    this.folder = folder;
    this.publisher = publisher;
    this.background = background;
  }

  @Override
  public synchronized Swapped swap(Path model, Optional<String> sha256) throws SegmenterException {
    String before = publisher.current();
    Candidate candidate = Candidate.copy(model, folder, sha256);
    Segmenter segmenter = null;
    try {
      segmenter = load(candidate, model);
      int golden = Trial.run(segmenter, model.resolveSibling(model.getFileName() + ".golden"));
      publish(candidate, segmenter);
      LOG.info("{} follows {}", segmenter.info().model(), before);
      return new Swapped(before, segmenter.info(), candidate.sha256(), golden);
    } catch (SegmenterException | RuntimeException e) {
      if (segmenter != null) {
        segmenter.close();
      }
      candidate.delete();
      throw e;
    }
  }

  /** What a refusal names is the file that was given, not its copy. */
  private Segmenter load(Candidate candidate, Path model) throws SegmenterException {
    try {
      return loader.load(candidate.file());
    } catch (SegmenterException e) {
      String said = e.getMessage().replace(candidate.file().toString(), model.toString());
      throw new SegmenterException(said, e);
    }
  }

  private void publish(Candidate candidate, Segmenter segmenter) {
    WatchedSegmenter watched =
        new WatchedSegmenter(
            segmenter,
            () -> background.execute(() -> proven(segmenter)),
            () -> background.execute(() -> condemned(segmenter)));
    swapped.addFirst(new Published(candidate, segmenter, publisher.publish(watched)));
    while (swapped.size() > 2) {
      swapped.removeLast().close();
    }
  }

  /** The newest works: the one before is no longer needed. */
  private synchronized void proven(Segmenter segmenter) {
    while (swapped.size() > 1 && swapped.peekFirst().segmenter() == segmenter) {
      swapped.removeLast().close();
    }
  }

  private synchronized void condemned(Segmenter segmenter) {
    if (!swapped.isEmpty() && swapped.peekFirst().segmenter() == segmenter) {
      swapped.removeFirst().close();
      LOG.error(
          "{} fails at work and is taken back; {} is in use",
          segmenter.info().model(),
          publisher.current());
    }
  }

  @Override
  public synchronized boolean rollBack() {
    Published newest = swapped.pollFirst();
    if (newest != null) {
      newest.close();
    }
    return newest != null;
  }

  /** Withdraws all that was swapped in. */
  synchronized void close() {
    while (rollBack()) {
      LOG.debug("a swapped model is withdrawn");
    }
  }
}
