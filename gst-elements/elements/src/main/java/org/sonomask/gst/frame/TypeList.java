// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Class names as properties such as {@code selected-types} hold them: separated by commas. */
public final class TypeList {

  private TypeList() {}

  /** The names in a list, without the white space around them. */
  public static Set<String> parse(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
