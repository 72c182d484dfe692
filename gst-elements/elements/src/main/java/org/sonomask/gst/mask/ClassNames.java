// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import java.util.ArrayList;
import java.util.List;

/** Class names by label, as the JSON array of strings (RFC 8259) that travels with a mask. */
final class ClassNames {
  private ClassNames() {}

  static String encode(List<String> names) {
    StringBuilder json = new StringBuilder("[");
    for (String name : names) {
      json.append(json.length() > 1 ? "," : "").append('"');
      name.chars().forEach(c -> escape((char) c, json));
      json.append('"');
    }
    return json.append(']').toString();
  }

  private static void escape(char c, StringBuilder json) {
    if (c == '"' || c == '\\') {
      json.append('\\').append(c);
    } else if (c < ' ') {
      json.append(String.format("\\u%04x", (int) c));
    } else {
      json.append(c);
    }
  }

  /**
   * Reads what {@link #encode} wrote, with white space between names allowed.
   *
   * @throws IllegalArgumentException if it is no array of strings
   */
  static List<String> decode(String json) {
    List<String> names = new ArrayList<>();
    StringBuilder name = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (name == null) {
        name = c == '"' ? new StringBuilder() : between(c, json);
      } else if (c == '"') {
        names.add(name.toString());
        name = null;
      } else if (c == '\\') {
        i += unescape(json, i + 1, name);
      } else {
        name.append(c);
      }
    }
    if (name != null || !json.strip().startsWith("[") || !json.strip().endsWith("]")) {
      throw refused(json);
    }
    return names;
  }

  private static StringBuilder between(char c, String json) {
    if (" \t\n\r[],".indexOf(c) < 0) {
      throw refused(json);
    }
    return null;
  }

  /** Reads one escape, and gives the characters it took after the backslash. */
  private static int unescape(String json, int at, StringBuilder name) {
    char c = at < json.length() ? json.charAt(at) : 0;
    int plain = "\"\\/bfnrt".indexOf(c);
    if (plain >= 0) {
      name.append("\"\\/\b\f\n\r\t".charAt(plain));
      return 1;
    }
    if (c != 'u' || at + 5 > json.length()) {
      throw refused(json);
    }
    name.append((char) Integer.parseInt(json.substring(at + 1, at + 5), 16));
    return 5;
  }

  private static IllegalArgumentException refused(String json) {
    return new IllegalArgumentException("class names are a JSON array of strings, not " + json);
  }
}
