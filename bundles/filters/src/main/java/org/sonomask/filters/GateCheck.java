// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.ConfigurationCheck;

/** Refuses a {@link GateFilter} that would close above where it opens. */
@Component
public final class GateCheck implements ConfigurationCheck {

  @Override
  public String pid() {
    return GateFilter.PID;
  }

  @Override
  public void check(Map<String, Object> values) {
    double open = (Double) values.get("open");
    double close = (Double) values.get("close");
    if (close > open) {
      throw new IllegalArgumentException(
          "close (" + close + ") is above open (" + open + "): lower close or raise open");
    }
  }
}
