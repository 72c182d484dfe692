// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filterbench;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.MaskFilter;
import org.sonomask.filters.AreaFilter;
import org.sonomask.filters.DurationFilter;
import org.sonomask.filters.GateFilter;
import org.sonomask.filters.HysteresisFilter;
import org.sonomask.filters.PropagationFilter;
import org.sonomask.filters.SimilarityFilter;
import org.sonomask.filters.TracksFilter;

/** The ways to show masks that are compared. */
final class Settings {
  /** Inferences a second. */
  static final double[] RATES = {25, 10, 5, 2};

  /** The rate at which filters are compared one by one. */
  static final double RATE = 5;

  /** From a frame to its mask in live operation, ns. */
  private static final long LIVE_DELAY = 80_000_000;

  private static final double STRENGTH = 0.5;

  /** What works without any configuration, by ranking. */
  static final List<MaskFilter> ALL =
      List.of(
          new PropagationFilter(),
          new GateFilter(),
          new SimilarityFilter(),
          new AreaFilter(),
          new TracksFilter());

  /** What works when it is configured to. */
  private static final List<MaskFilter> OPTIONAL =
      List.of(new HysteresisFilter(), new DurationFilter());

  private Settings() {}

  static String name(String what, double rate) {
    return "%s, %.0f/s".formatted(what, rate);
  }

  /** All rows of the table. */
  static List<Setting> all() {
    List<Setting> settings = new ArrayList<>();
    for (double rate : RATES) {
      settings.add(new Setting(name("no filter", rate), List.of(), rate));
      settings.add(new Setting(name("all filters", rate), ALL, rate));
    }
    for (MaskFilter filter : ALL) {
      settings.add(new Setting(name("only " + filter.name(), RATE), List.of(filter), RATE));
    }
    for (MaskFilter filter : OPTIONAL) {
      settings.add(new Setting(name("only " + filter.name(), RATE), List.of(filter), RATE));
    }
    settings.add(
        new Setting(name("no filter, 80 ms late", RATE), List.of(), RATE, LIVE_DELAY, STRENGTH));
    settings.add(
        new Setting(name("all filters, 80 ms late", RATE), ALL, RATE, LIVE_DELAY, STRENGTH));
    return settings;
  }
}
