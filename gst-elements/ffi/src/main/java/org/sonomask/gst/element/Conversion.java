// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import java.util.stream.Collectors;

/** From what people and configurations write to a property's value. */
final class Conversion {
  private Conversion() {}

  static Object of(PropertySpec spec, Object value) {
    Object converted = null;
    String text = String.valueOf(value).strip();
    try {
      converted =
          switch (spec.kind()) {
            case BOOLEAN -> truth(text);
            case UINT, UINT64 -> between(spec, Long.parseUnsignedLong(text));
            case DOUBLE -> between(spec, Double.parseDouble(text));
            case STRING, FILE -> value == null ? null : String.valueOf(value);
            case ENUM -> choice(spec, text);
            case STRUCTURE -> null;
          };
    } catch (NumberFormatException e) {
      // Said below, like a number out of range.
    }
    if (converted == null || spec.access() == PropertySpec.Access.READ_ONLY) {
      throw new IllegalArgumentException(
          "the property " + spec.name() + " takes " + takes(spec) + ", not '" + value + "'");
    }
    return converted;
  }

  static String takes(PropertySpec spec) {
    if (spec.access() == PropertySpec.Access.READ_ONLY) {
      return "no value, as it is read only";
    }
    return switch (spec.kind()) {
      case BOOLEAN -> "true or false";
      case UINT, UINT64 ->
          "a whole number from "
              + Long.toUnsignedString((Long) spec.min())
              + " to "
              + Long.toUnsignedString((Long) spec.max());
      case DOUBLE -> "a number from " + spec.min() + " to " + spec.max();
      case STRING -> "a text";
      case FILE -> "a path";
      case ENUM ->
          spec.choices().stream()
              .map(PropertySpec.Choice::nick)
              .collect(Collectors.joining(" or "));
      case STRUCTURE -> "no value, as it is read only";
    };
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  private static Long between(PropertySpec spec, long number) {
    boolean inside =
        Long.compareUnsigned(number, (Long) spec.min()) >= 0
            && Long.compareUnsigned(number, (Long) spec.max()) <= 0;
    return inside ? number : null;
  }

  private static Double between(PropertySpec spec, double number) {
    return number >= (Double) spec.min() && number <= (Double) spec.max() ? number : null;
  }

  private static String choice(PropertySpec spec, String text) {
    return spec.choices().stream()
        .map(PropertySpec.Choice::nick)
        .filter(text::equals)
        .findFirst()
        .orElse(null);
  }
}
