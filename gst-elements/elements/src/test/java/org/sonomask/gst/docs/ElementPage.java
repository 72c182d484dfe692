// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.docs;

import java.util.Locale;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.ElementType.Branch;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Choice;

/** Writes what gst-inspect-1.0 would say about an element as a page in Markdown. */
final class ElementPage {
  private final StringBuilder page = new StringBuilder();

  private ElementPage() {}

  static String of(ElementType type) {
    ElementPage fresh = new ElementPage();
    fresh.head(type);
    fresh.pads(type.shape());
    fresh.properties(type);
    return fresh.page.toString();
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void head(ElementType type) {
    line("# " + type.factory());
    line("");
    line(type.description() + ".");
    line("");
    line("| | |");
    line("|---|---|");
    line("| Long name | " + type.longName() + " |");
    line("| Klass | " + type.classification() + " |");
    line("| GType | " + type.typeName() + " |");
    line("| Author | " + type.author() + " |");
    line("");
    line("This page is generated from the element: change the element, then run");
    line("`mvn test -pl gst-elements/elements -am -Dtest=ElementPagesTest \\");
    line("-Dsurefire.failIfNoSpecifiedTests=false -Dsonomask.docs.write=true`.");
    line("");
  }

  private void pads(ElementType.Shape shape) {
    line("## Pads");
    line("");
    line("| Pad | Direction | Presence | Caps |");
    line("|---|---|---|---|");
    if (shape instanceof ElementType.Branches branches) {
      for (Branch branch : branches.branches()) {
        pad(branch.sink(), "sink", branch.caps());
        pad(branch.src(), "src", branch.caps());
      }
      branches.inlets().forEach(inlet -> pad(inlet.name(), "sink", inlet.caps()));
    } else if (shape instanceof ElementType.Transform transform) {
      pad("sink", "sink", transform.sink());
      pad("src", "src", transform.src());
      transform.outlets().forEach(outlet -> pad(outlet.name(), "src", outlet.caps()));
    }
    line("");
  }

  private void pad(String name, String direction, String caps) {
    line("| `" + name + "` | " + direction + " | always | `" + caps + "` |");
  }

  private void properties(ElementType type) {
    line("## Properties");
    for (PropertySpec property : type.properties()) {
      line("");
      line("### " + property.name());
      line("");
      line(property.blurb());
      line("");
      line(facts(property));
      for (Choice choice : property.choices()) {
        line("- `" + choice.nick() + "`: " + choice.description());
      }
    }
  }

  private static String facts(PropertySpec property) {
    StringBuilder facts = new StringBuilder(property.nick());
    facts.append(". ").append(property.kind().name().toLowerCase(Locale.ROOT));
    if (property.min() != null) {
      facts.append(", ").append(value(property, property.min()));
      facts.append(" to ").append(value(property, property.max()));
    }
    if (property.initial() != null) {
      facts.append(", default `").append(value(property, property.initial())).append('`');
    }
    return facts
        .append(
            switch (property.access()) {
              case READ_ONLY -> ", read-only.";
              case MUTABLE_READY -> ", changeable up to the state READY.";
              case MUTABLE_PLAYING -> ", changeable in any state.";
            })
        .toString();
  }

  private static String value(PropertySpec property, Object value) {
    boolean unsigned =
        property.kind() == PropertySpec.Kind.UINT64 || property.kind() == PropertySpec.Kind.UINT;
    return unsigned ? Long.toUnsignedString((Long) value) : String.valueOf(value);
  }
}
