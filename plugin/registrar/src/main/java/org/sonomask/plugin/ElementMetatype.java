// SPDX-License-Identifier: Apache-2.0
package org.sonomask.plugin;

import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeProvider;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Access;
import org.sonomask.gst.element.PropertySpec.Choice;

/** Describes an element's configuration to consoles: its properties, from their own definition. */
final class ElementMetatype implements MetaTypeProvider, ObjectClassDefinition {
  private final ElementType type;
  private final String pid;
  private final List<AttributeDefinition> attributes;

  ElementMetatype(ElementType type, String pid) {
    this.type = type;
    this.pid = pid;
    attributes =
        Stream.concat(
                Stream.of(NAMES),
                type.properties().stream()
                    .filter(property -> property.access() != Access.READ_ONLY))
            .<AttributeDefinition>map(Attribute::new)
            .toList();
  }

  private static final PropertySpec NAMES =
      PropertySpec.text(
          ElementRule.NAME,
          "Name",
          "Name of the elements that this is for, * stands for anything",
          "*");

  @Override
  public ObjectClassDefinition getObjectClassDefinition(String id, String locale) {
    return id.equals(pid) ? this : null;
  }

  @Override
  public String[] getLocales() {
    return null;
  }

  @Override
  public String getName() {
    return "Sonomask element " + type.factory();
  }

  @Override
  public String getID() {
    return pid;
  }

  @Override
  public String getDescription() {
    return type.description();
  }

  @Override
  public AttributeDefinition[] getAttributeDefinitions(int filter) {
    return filter == REQUIRED
        ? new AttributeDefinition[0]
        : attributes.toArray(AttributeDefinition[]::new);
  }

  @Override
  public InputStream getIcon(int size) {
    return null;
  }

  /** One property; without a value in the configuration it stays as the program set it. */
  private record Attribute(PropertySpec spec) implements AttributeDefinition {

    @Override
    public String getName() {
      return spec.nick();
    }

    @Override
    public String getID() {
      return spec.name();
    }

    @Override
    public String getDescription() {
      // Metatype has no place for limits.
      return spec.min() == null ? spec.blurb() : spec.blurb() + " (" + spec.takes() + ")";
    }

    @Override
    public int getCardinality() {
      return 0;
    }

    @Override
    public int getType() {
      return switch (spec.kind()) {
        case BOOLEAN -> BOOLEAN;
        case UINT, UINT64 -> LONG;
        case DOUBLE -> DOUBLE;
        case STRING, FILE, ENUM, STRUCTURE -> STRING;
      };
    }

    @Override
    public String[] getOptionValues() {
      return options(Choice::nick);
    }

    @Override
    public String[] getOptionLabels() {
      return options(Choice::description);
    }

    private String[] options(Function<Choice, String> text) {
      return spec.choices().isEmpty()
          ? null
          : spec.choices().stream().map(text).toArray(String[]::new);
    }

    @Override
    public String validate(String value) {
      try {
        spec.convert(value);
        return "";
      } catch (IllegalArgumentException wrong) {
        return wrong.getMessage();
      }
    }

    @Override
    public String[] getDefaultValue() {
      return new String[] {String.valueOf(spec.plain(spec.initial()))};
    }
  }
}
