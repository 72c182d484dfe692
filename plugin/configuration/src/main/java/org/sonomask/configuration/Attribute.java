// SPDX-License-Identifier: Apache-2.0
package org.sonomask.configuration;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * One value that a configuration may hold.
 *
 * @param name the key
 * @param title for people
 * @param description a sentence with the unit
 * @param kind of value
 * @param limits of numbers
 * @param choices all values that it may have; empty if these are not counted
 * @param initial the value without a configuration; null if there is none
 * @param required whether a configuration without it means nothing
 * @param definition where all this is from
 */
public record Attribute(
    String name,
    String title,
    String description,
    Kind kind,
    Limits limits,
    List<String> choices,
    Object initial,
    boolean required,
    AttributeDefinition definition) {

  private static final String HIDDEN = "***";

  /** Name and password in a URI. */
  private static final Pattern CREDENTIALS = Pattern.compile("(//)[^/@\\s]+(@)");

  /** A secret property of an element in a pipeline, or a secret parameter of a URI. */
  private static final Pattern SECRETS =
      Pattern.compile(
          "((?:user-pw|passw(?:or)?d|passphrase|token|secret)=)(?:\"[^\"]*\"|[^\\s&\"]+)",
          Pattern.CASE_INSENSITIVE);

  /** Kinds of values. */
  public enum Kind {
    /** true or false, a Boolean. */
    BOOLEAN("true or false"),
    /** A Long, or an Integer where the definition says so; a String if it is larger. */
    INTEGER("a whole number"),
    /** A Double. */
    NUMBER("a number"),
    /** A String. */
    TEXT("a text"),
    /** A String that is set, and never shown. */
    SECRET("a text");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /**
   * Between which numbers values lie.
   *
   * @param least empty if there is no such limit
   * @param most empty if there is no such limit
   */
  public record Limits(String least, String most) {
    /** No limits. */
    public static final Limits NONE = new Limits("", "");

    private String words() {
      if (least.isEmpty()) {
        return most.isEmpty() ? "" : " of at most " + most;
      }
      return most.isEmpty() ? " of at least " + least : " from " + least + " to " + most;
    }
  }

  /** What Metatype says of an attribute, with limits, which it does not say. */
  public static Attribute of(AttributeDefinition definition, Limits limits, boolean required) {
    Kind kind = kind(definition.getType());
    String[] initial = definition.getDefaultValue();
    String[] choices = definition.getOptionValues();
    boolean optional = initial != null && initial.length == 1;
    return new Attribute(
        definition.getID(),
        definition.getName(),
        definition.getDescription(),
        kind,
        limits,
        choices == null ? List.of() : List.of(choices),
        optional ? typed(definition, initial[0]) : null,
        required && !optional,
        definition);
  }

  private static Kind kind(int type) {
    return switch (type) {
      case AttributeDefinition.BOOLEAN -> Kind.BOOLEAN;
      case AttributeDefinition.LONG,
              AttributeDefinition.INTEGER,
              AttributeDefinition.SHORT,
              AttributeDefinition.BYTE ->
          Kind.INTEGER;
      case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> Kind.NUMBER;
      case AttributeDefinition.PASSWORD -> Kind.SECRET;
      default -> Kind.TEXT;
    };
  }

  /** What it takes, for people: such as {@code a number from 0 to 1}. */
  public String takes() {
    return choices.isEmpty() ? kind.words + limits.words() : "one of " + String.join(", ", choices);
  }

  /**
   * What a value means.
   *
   * @param value of its type, or a text or number as files, shells and JSON have it
   * @throws IllegalArgumentException if it is none; the message says what it takes
   */
  public Object convert(Object value) {
    String text = String.valueOf(value).strip();
    if (text.contains(HIDDEN)) {
      throw new IllegalArgumentException(
          name + " has " + HIDDEN + " where a secret was hidden: write the secret there");
    }
    String fault = definition.validate(text);
    if (fault != null && !fault.isEmpty()) {
      // A definition that explains itself knows best.
      throw new IllegalArgumentException(fault.contains(name) ? fault : refusal(text));
    }
    try {
      return typed(definition, text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(refusal(text), wrong);
    }
  }

  private String refusal(String text) {
    return name + " takes " + takes() + ", not '" + text + "'";
  }

  /** A value that a configuration holds, as it is shown: no secret, no password in a text. */
  public Object shown(Object value) {
    if (kind == Kind.SECRET) {
      return value.toString().isEmpty() ? "" : HIDDEN;
    }
    if (kind == Kind.TEXT) {
      return hidden(value.toString());
    }
    try {
      return typed(definition, value.toString().strip());
    } catch (IllegalArgumentException wrong) {
      return value.toString();
    }
  }

  private static String hidden(String text) {
    String withoutCredentials = CREDENTIALS.matcher(text).replaceAll("$1" + HIDDEN + "$2");
    return SECRETS.matcher(withoutCredentials).replaceAll("$1" + HIDDEN);
  }

  private static Object typed(AttributeDefinition definition, String text) {
    return switch (kind(definition.getType())) {
      case BOOLEAN -> Boolean.valueOf(text);
      case INTEGER -> integer(text, definition.getType() == AttributeDefinition.INTEGER);
      case NUMBER -> finite(text);
      case TEXT, SECRET -> text;
    };
  }

  /** Limits do not keep out what is no number. */
  private static Double finite(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(text + " is not finite");
    }
    return number;
  }

  private static Object integer(String text, boolean small) {
    if (small) {
      return Integer.valueOf(text);
    }
    BigInteger number = new BigInteger(text);
    return number.bitLength() < Long.SIZE ? (Object) number.longValueExact() : text;
  }
}
