// SPDX-License-Identifier: Apache-2.0
package org.sonomask.configuration;

import java.util.List;

/**
 * What a configuration is of.
 *
 * @param pid of it; of a factory, its PID
 * @param factory whether there may be many, named {@code PID~NAME}
 * @param title for people
 * @param description a sentence
 * @param attributes that it may hold
 */
public record Definition(
    String pid, boolean factory, String title, String description, List<Attribute> attributes) {

  /**
   * One of the attributes.
   *
   * @throws IllegalArgumentException if there is none of that name; the message names those there
   *     are
   */
  public Attribute attribute(String name) {
    return attributes.stream()
        .filter(attribute -> attribute.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    pid
                        + " has no "
                        + name
                        + "; it has "
                        + attributes.stream().map(Attribute::name).toList()));
  }
}
