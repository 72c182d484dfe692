// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.util.Map;

/**
 * Says whether the values of a configuration go together, before they are set: what the definition
 * of single values cannot say. A whiteboard service; any thread.
 */
public interface ConfigurationCheck {

  /** PID of the configuration, or factory PID of the configurations, that it is for. */
  String pid();

  /**
   * Looks at all values that are to be.
   *
   * @param values by attribute, of the types that the definition says; the usual ones where none is
   *     configured, and nothing where there is no usual one
   * @throws IllegalArgumentException if they contradict each other or mean nothing; the message
   *     says what to do
   */
  void check(Map<String, Object> values);
}
