// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.api.Distribution;
import org.sonomask.api.MaskMonitor;
import org.sonomask.api.MaskStream.Statistics;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.StreamSettings;
import org.sonomask.http.internal.Health.Status;
import org.sonomask.watch.Watch;

class HealthTest {
  private static final Distribution NONE = new Distribution(List.of(), List.of(0L), 0);

  private final Watch watch = new Watch();
  private final Health health = new Health(watch);
  private final List<MaskMonitor.ModelStatus> models = new ArrayList<>();
  private final List<MaskMonitor.StreamStatus> streams = new ArrayList<>();
  private final MaskMonitor monitor =
      new MaskMonitor() {
        @Override
        public List<StreamStatus> streams() {
          return streams;
        }

        @Override
        public List<ModelStatus> models() {
          return models;
        }
      };

  private void model() {
    SegmenterInfo info =
        new SegmenterInfo("m", "1", "MIT", 8, 8, 1, 960_000_000, List.of("background", "a"));
    models.add(new MaskMonitor.ModelStatus(info, 1, 1, 0, 0, NONE));
  }

  private void counts(long masks, long failed) {
    streams.clear();
    streams.add(
        new MaskMonitor.StreamStatus(
            new StreamSettings("s", "", 0, true, 1, 0),
            "m",
            new Statistics(0, masks, 0, 0, failed, 0, 1),
            NONE,
            -20,
            0,
            0));
  }

  private void assertHealth(Status status, String... findings) {
    Health.Report report = health.report();
    assertEquals(status, report.status(), report.toString());
    assertEquals(findings.length, report.findings().size(), report.toString());
    for (int i = 0; i < findings.length; i++) {
      assertTrue(report.findings().get(i).contains(findings[i]), report.toString());
    }
  }

  @Test
  void withoutAMaskServiceOrAModelItIsDown() {
    assertHealth(Status.DOWN, "start the bundle org.sonomask.runtime");
    watch.setMonitor(monitor);
    assertHealth(Status.DOWN, "configure sonomask.segmenter");
    model();
    assertHealth(Status.READY);
    watch.unsetMonitor(monitor);
    assertHealth(Status.DOWN, "start the bundle");
  }

  @Test
  void aStreamThatFailsDegradesItUntilAMaskComesAgain() {
    watch.setMonitor(monitor);
    model();
    counts(5, 0);
    assertHealth(Status.READY);
    counts(5, 2);
    assertHealth(Status.DEGRADED, "Inference fails on stream s");
    assertHealth(Status.DEGRADED, "Inference fails on stream s");
    counts(6, 2);
    assertHealth(Status.READY);
    counts(9, 3);
    assertHealth(Status.READY);
    streams.clear();
    assertHealth(Status.READY);
  }
}
