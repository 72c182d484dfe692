// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import java.util.List;
import java.util.Locale;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;

/** What gst-inspect-1.0 would show of an element, as Markdown. */
final class ElementPage {

  private final StringBuilder text = new StringBuilder();

  private ElementPage() {}

  /** The page of an element: the same text for the same type. */
  static String of(ElementType type) {
    ElementPage page = new ElementPage();
    page.line("<!-- Written by ci/docs from the element itself: change it there. -->");
    page.line("# " + type.factory());
    page.line("");
    page.line(type.longName() + " (" + type.classification() + "). " + type.description());
    page.line("");
    page.pads(type.shape());
    if (!type.properties().isEmpty()) {
      page.properties(type.properties());
    }
    return page.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void pads(ElementType.Shape shape) {
    line("| Pad | Direction | Caps |");
    line("| --- | --- | --- |");
    if (shape instanceof ElementType.Transform transform) {
      pad("sink", "sink", transform.caps());
      pad("src", "source", transform.caps());
    } else if (shape instanceof ElementType.Branches branches) {
      for (ElementType.Branch branch : branches.branches()) {
        pad(branch.sink(), "sink", branch.caps());
        pad(branch.src(), "source", branch.caps());
      }
    }
  }

  private void pad(String name, String direction, String caps) {
    line("| `" + name + "` | " + direction + " | " + cell("`" + caps + "`") + " |");
  }

  private void properties(List<PropertySpec> properties) {
    line("");
    line("| Property | Type | Default | Set | What it is |");
    line("| --- | --- | --- | --- | --- |");
    for (PropertySpec property : properties) {
      line(
          "| `"
              + property.name()
              + "` | "
              + kind(property)
              + " | "
              + (property.initial() == null ? "" : "`" + number(property, property.initial()) + "`")
              + " | "
              + access(property.access())
              + " | "
              + cell(property.blurb())
              + " |");
    }
  }

  private static String kind(PropertySpec property) {
    return switch (property.kind()) {
      case ENUM ->
          String.join(
              ", ", property.choices().stream().map(choice -> "`" + choice.nick() + "`").toList());
      case UINT, UINT64, DOUBLE ->
          property.kind().name().toLowerCase(Locale.ROOT)
              + " "
              + number(property, property.min())
              + " to "
              + number(property, property.max());
      case BOOLEAN, STRING, STRUCTURE -> property.kind().name().toLowerCase(Locale.ROOT);
    };
  }

  /** A guint64 is a long without a sign. */
  private static Object number(PropertySpec property, Object value) {
    return property.kind() == PropertySpec.Kind.UINT64
        ? Long.toUnsignedString((Long) value)
        : value;
  }

  private static String access(PropertySpec.Access access) {
    return switch (access) {
      case READ_ONLY -> "never";
      case MUTABLE_READY -> "up to READY";
      case MUTABLE_PLAYING -> "any time";
    };
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
