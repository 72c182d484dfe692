// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.ConfigurationCheck;

/** Refuses {@link ConfiguredProposals} without their files. */
@Component
public final class ProposalsCheck implements ConfigurationCheck {
  private static final String DECODER = "decoder";

  @Override
  public String pid() {
    return ConfiguredProposals.PID;
  }

  @Override
  public void check(Map<String, Object> values) {
    SegmenterCheck.requireFile("path", values);
    if (!values.get(DECODER).equals("")) {
      SegmenterCheck.requireFile(DECODER, values);
    }
  }
}
