// SPDX-License-Identifier: Apache-2.0
package org.sonomask.doctor;

import java.util.List;

/** Looks for all that the plugin needs. A service. */
public interface Doctor {

  /** What is there and what is not; in a fixed order. Takes some tens of milliseconds. */
  List<Finding> examine();
}
