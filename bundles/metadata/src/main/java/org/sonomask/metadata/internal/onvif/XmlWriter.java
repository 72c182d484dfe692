// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.onvif;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements, attributes and texts as XML 1.0. Characters that XML cannot hold become U+FFFD.
 */
final class XmlWriter {
  private static final int REPLACEMENT = 0xfffd;

  private final StringBuilder xml = new StringBuilder(4096);
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  XmlWriter start(String name) {
    endTag();
    xml.append('<').append(name);
    open.push(name);
    inTag = true;
    return this;
  }

  XmlWriter attribute(String name, Object value) {
    xml.append(' ').append(name).append("=\"");
    escape(value.toString());
    xml.append('"');
    return this;
  }

  XmlWriter text(String text) {
    endTag();
    escape(text);
    return this;
  }

  XmlWriter end() {
    String name = open.pop();
    if (inTag) {
      xml.append("/>");
      inTag = false;
    } else {
      xml.append("</").append(name).append('>');
    }
    return this;
  }

  private void endTag() {
    if (inTag) {
      xml.append('>');
      inTag = false;
    }
  }

  private void escape(String text) {
    text.codePoints().forEach(this::escape);
  }

  private void escape(int character) {
    switch (character) {
      case '<' -> xml.append("&lt;");
      case '>' -> xml.append("&gt;");
      case '&' -> xml.append("&amp;");
      case '"' -> xml.append("&quot;");
      case '\t', '\n', '\r' -> xml.append("&#").append(character).append(';');
      default -> xml.appendCodePoint(isAllowed(character) ? character : REPLACEMENT);
    }
  }

  private static boolean isAllowed(int character) {
    return character >= 0x20
        && !(character >= 0xd800 && character < 0xe000)
        && character != 0xfffe
        && character != 0xffff;
  }

  byte[] toBytes() {
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }
}
