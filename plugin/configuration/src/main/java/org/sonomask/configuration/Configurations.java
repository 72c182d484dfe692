// SPDX-License-Identifier: Apache-2.0
package org.sonomask.configuration;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Everything of ours that can be configured: what the bundles define by Metatype, as Config Admin
 * holds it. A service; any thread.
 */
public interface Configurations {

  /** What can be configured, in the order of the PIDs. */
  List<Definition> definitions();

  /**
   * How it is configured: everything that there is one of, configured or not, and all
   * configurations of what there may be many of. In the order of the PIDs.
   */
  List<Setting> settings() throws IOException;

  /**
   * One of these.
   *
   * @throws NoSuchElementException if there is none
   */
  Setting setting(String pid) throws IOException;

  /**
   * What is wrong with the configurations that there are, as files or consoles may have made them,
   * by PID: a sentence that says what is right. Empty if nothing is.
   */
  Map<String, String> faults() throws IOException;

  /**
   * Sets values, all or none; others stay. Whom they are for hears of it soon after. Of what there
   * may be many of, a new name makes one.
   *
   * @param values by attribute: of its type, or a text or number that means one; null goes back to
   *     what is without a configuration
   * @return how it is now
   * @throws NoSuchElementException if nothing of that PID can be configured
   * @throws IllegalArgumentException if a value is wrong or missing, or contradicts another; the
   *     message says what is right
   */
  Setting set(String pid, Map<String, ?> values) throws IOException;

  /**
   * Deletes a configuration: everything goes back to what is without one, and one of many goes.
   *
   * @throws NoSuchElementException if there is none
   */
  void remove(String pid) throws IOException;
}
