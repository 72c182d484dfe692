// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.MaskMonitor.StreamStatus;
import org.sonomask.api.MaskStream;
import org.sonomask.pipelines.Pipeline;
import org.sonomask.pipelines.Pipeline.State;
import org.sonomask.watch.Watch;

/** Judges whether masks can be made, and whether they are. Video flows in any case. */
@Component(service = Health.class)
public final class Health {
  private final Watch watch;
  private final Map<String, Seen> seen = new HashMap<>();

  /** What a stream had when it was looked at last. */
  private record Seen(long masks, long failed, boolean failing) {}

  /** Made by Declarative Services. */
  @Activate
  public Health(@Reference Watch watch) {
    this.watch = watch;
  }

  /** How it is. */
  enum Status {
    /** Masks can be made. */
    READY,
    /** Masks can be made, but some streams get none, or a pipeline fails. */
    DEGRADED,
    /** No masks can be made. */
    DOWN
  }

  /**
   * The judgement.
   *
   * @param status in one word
   * @param findings what is wrong and what to do, a sentence each
   */
  record Report(Status status, List<String> findings) {}

  Report report() {
    List<String> missing = new ArrayList<>();
    if (!watch.isServed()) {
      missing.add("No mask service is there: start the bundle org.sonomask.runtime.");
    } else if (watch.models().isEmpty()) {
      missing.add("No model is there: install a bundle with one, or configure sonomask.segmenter.");
    }
    List<String> failing = failing();
    watch.pipelines().stream().flatMap(Health::trouble).forEach(failing::add);
    Status well = failing.isEmpty() ? Status.READY : Status.DEGRADED;
    missing.addAll(failing);
    return new Report(missing.size() > failing.size() ? Status.DOWN : well, missing);
  }

  private static Stream<String> trouble(Pipeline pipeline) {
    Pipeline.Status status = pipeline.status();
    boolean fails = status.state() == State.WAITING || status.state() == State.FAILED;
    return !fails || status.trouble().isEmpty()
        ? Stream.empty()
        : Stream.of("Pipeline " + pipeline.name() + " does not play: " + status.trouble());
  }

  private synchronized List<String> failing() {
    List<String> findings = new ArrayList<>();
    Map<String, Seen> now = new HashMap<>();
    for (StreamStatus stream : watch.streams()) {
      String name = stream.settings().name();
      Seen fresh = look(seen.getOrDefault(name, new Seen(0, 0, false)), stream.statistics());
      now.put(name, fresh);
      if (fresh.failing()) {
        findings.add("Inference fails on stream " + name + ": the log says why.");
      }
    }
    seen.clear();
    seen.putAll(now);
    return findings;
  }

  /** It fails from its first failure without a mask since then, until a mask comes again. */
  private static Seen look(Seen before, MaskStream.Statistics now) {
    boolean failed = now.failed() > before.failed();
    boolean made = now.masks() > before.masks();
    return new Seen(now.masks(), now.failed(), !made && (failed || before.failing()));
  }
}
