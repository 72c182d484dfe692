// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import java.util.function.Consumer;

/**
 * An element of ours that lives somewhere in this process, from outside: for those who watch and
 * steer what a program built. Any thread.
 *
 * <p>It holds no reference: an element may go at any time, and every call then throws {@link
 * IllegalStateException}.
 */
public interface ElementInstance {

  /** What it is. */
  ElementType type();

  /** Its name in its bin. */
  String name();

  /** Its path from its pipeline, such as {@code /pipeline0/sonomask0}. */
  String path();

  /**
   * Value of a property, of the Java type that its {@link PropertySpec.Kind} tells.
   *
   * @return the value; null if it is a figure that nobody provides now
   * @throws IllegalArgumentException if there is no such property
   */
  Object get(String property);

  /**
   * Sets a property as {@code g_object_set_property} does.
   *
   * @param value of the property's type, or a text or number that means one
   * @throws IllegalArgumentException if there is no such property or it does not take the value;
   *     the message says what it takes
   */
  void set(String property, Object value);

  /** The whole pipeline that it is in as a graph in Graphviz's language, with caps and states. */
  String dot();

  /**
   * Watches the pictures that leave the element, as JPEG. Runs until it is closed; costs nothing
   * afterwards.
   *
   * @param size in pixels and pictures a second
   * @param taker gets each picture on a thread of its own; pictures that come while it is busy are
   *     left out
   * @throws IllegalStateException if the element gives no video
   */
  Preview watch(Preview.Size size, Consumer<byte[]> taker);
}
