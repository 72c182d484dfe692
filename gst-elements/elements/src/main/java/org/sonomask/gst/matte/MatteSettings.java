// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.Set;

/**
 * What becomes transparent.
 *
 * @param feather picture pixels over which the edge goes from transparent to opaque
 * @param invert whether the sounding pixels become transparent, instead of all others
 * @param selectedTypes names of the classes that count as sounding; empty takes all
 */
record MatteSettings(double feather, boolean invert, Set<String> selectedTypes) {

  MatteSettings {
    selectedTypes = Set.copyOf(selectedTypes);
  }

  boolean selects(String name) {
    return selectedTypes.isEmpty() || selectedTypes.contains(name);
  }
}
