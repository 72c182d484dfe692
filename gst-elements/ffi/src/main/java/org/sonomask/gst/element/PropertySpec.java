// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;

/**
 * One GObject property. The value's Java type follows from the kind.
 *
 * @param name in kebab-case
 * @param nick for people
 * @param blurb a sentence with the unit
 * @param kind GObject's type
 * @param initial default; null for a read-only property
 * @param min least value, for numbers
 * @param max highest value, for numbers
 * @param choices of an enumeration, in the order of their values; otherwise empty
 * @param access who may change it, and when
 */
public record PropertySpec(
    String name,
    String nick,
    String blurb,
    Kind kind,
    Object initial,
    Object min,
    Object max,
    List<Choice> choices,
    Access access) {

  /** GObject's type, and the Java type of values. */
  public enum Kind {
    /** gboolean, a Boolean. */
    BOOLEAN,
    /** guint, a Long of 0 to 2^32 - 1. */
    UINT,
    /** guint64, a Long. */
    UINT64,
    /** gdouble, a Double. */
    DOUBLE,
    /** gchararray, a String, never null. */
    STRING,
    /**
     * gchararray, a String, never null: the path of a file on this machine. Whoever sets it makes
     * the process read that file.
     */
    FILE,
    /** An enumeration registered for the property; its nick, a String. */
    ENUM,
    /** A GstStructure, read-only; a {@code Map<String, Object>} of the kinds above. */
    STRUCTURE
  }

  /** Who may change a property, and when. */
  public enum Access {
    /** The element only. */
    READ_ONLY,
    /** Anybody, up to the state READY. */
    MUTABLE_READY,
    /** Anybody, in any state. */
    MUTABLE_PLAYING
  }

  /**
   * One value of an enumeration.
   *
   * @param nick in lower case
   * @param description for people
   */
  public record Choice(String nick, String description) {}

  public PropertySpec {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(access, "access");
    choices = List.copyOf(choices);
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("a property's name is kebab-case, but is \"" + name + '"');
    }
    if (nick.isBlank() || blurb.isBlank()) {
      throw new IllegalArgumentException("the property " + name + " needs a nick and a blurb");
    }
    if (access != Access.READ_ONLY && initial == null) {
      throw new IllegalArgumentException("the property " + name + " needs a default");
    }
  }

  public static PropertySpec bool(String name, String nick, String blurb, boolean initial) {
    return writable(name, nick, blurb, Kind.BOOLEAN, initial, null, null, List.of());
  }

  public static PropertySpec uint(
      String name, String nick, String blurb, long min, long max, long initial) {
    return writable(name, nick, blurb, Kind.UINT, initial, min, max, List.of());
  }

  public static PropertySpec uint64(
      String name, String nick, String blurb, long min, long max, long initial) {
    return writable(name, nick, blurb, Kind.UINT64, initial, min, max, List.of());
  }

  public static PropertySpec number(
      String name, String nick, String blurb, double min, double max, double initial) {
    return writable(name, nick, blurb, Kind.DOUBLE, initial, min, max, List.of());
  }

  public static PropertySpec text(String name, String nick, String blurb, String initial) {
    return writable(name, nick, blurb, Kind.STRING, initial, null, null, List.of());
  }

  /** The path of a file that the element reads. */
  public static PropertySpec file(String name, String nick, String blurb, String initial) {
    return writable(name, nick, blurb, Kind.FILE, initial, null, null, List.of());
  }

  /** An enumeration; the first choice is the default. */
  public static PropertySpec choice(String name, String nick, String blurb, Choice... choices) {
    return writable(name, nick, blurb, Kind.ENUM, choices[0].nick(), null, null, List.of(choices));
  }

  /** Figures for reading only, see {@link Behaviour#property}. */
  public static PropertySpec figures(String name, String nick, String blurb) {
    return new PropertySpec(
        name, nick, blurb, Kind.STRUCTURE, null, null, null, List.of(), Access.READ_ONLY);
  }

  /** The same property, to be set up to the state READY only. */
  public PropertySpec untilReady() {
    return new PropertySpec(
        name, nick, blurb, kind, initial, min, max, choices, Access.MUTABLE_READY);
  }

  /**
   * What a value means to this property.
   *
   * @param value of its type, or a text or number as configurations, shells and JSON have it
   * @return the value, of the Java type that the kind tells
   * @throws IllegalArgumentException if the property does not take it; the message says what it
   *     takes
   */
  public Object convert(Object value) {
    return Conversion.of(this, value);
  }

  /** A value of this property as configurations, shells and JSON have it: unsigned if it is. */
  public Object plain(Object value) {
    return kind == Kind.UINT64 && value instanceof Long number
        ? new BigInteger(Long.toUnsignedString(number))
        : value;
  }

  /**
   * Name of the GType of its values, for a property of kind ENUM.
   *
   * @param typeName of the element
   */
  public String enumeration(String typeName) {
    StringBuilder camelCase = new StringBuilder(typeName);
    for (String word : name.split("-")) {
      camelCase.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return camelCase.toString();
  }

  /** What it takes, for people: such as {@code a number from 0 to 1}. */
  public String takes() {
    return Conversion.takes(this);
  }

  private static PropertySpec writable(
      String name,
      String nick,
      String blurb,
      Kind kind,
      Object initial,
      Object min,
      Object max,
      List<Choice> choices) {
    return new PropertySpec(
        name, nick, blurb, kind, initial, min, max, choices, Access.MUTABLE_PLAYING);
  }
}
