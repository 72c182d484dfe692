// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.gst.element.PropertySpec;

class PropertyValuesTest {
  private final PropertyValues values =
      new PropertyValues(
          List.of(
              PropertySpec.bool("one", "One", "The first.", false),
              PropertySpec.bool("two", "Two", "The second.", false)));

  @Test
  void whatWasSetSinceAChangeIsKnown() {
    values.set(0, true);
    long known = values.changes();
    assertEquals(List.of(), since(known));
    values.set(1, true);
    assertEquals(List.of("two"), since(known));
    values.set(0, false);
    assertEquals(List.of("one", "two"), since(known));
    assertEquals(List.of(), since(values.changes()));
  }

  private List<String> since(long change) {
    List<String> names = new ArrayList<>();
    values.changedSince(change, names::add);
    return names;
  }
}
