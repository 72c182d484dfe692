// SPDX-License-Identifier: Apache-2.0
package org.sonomask.configuration.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.sonomask.configuration.Attribute;
import org.sonomask.configuration.Definition;

/** What the bundles define by Metatype under PIDs of ours, in files or by services. */
final class MetatypeDefinitions {
  private static final String OURS = "sonomask.";

  private final BundleContext context;
  private final MetaTypeService metatypes;

  MetatypeDefinitions(BundleContext context, MetaTypeService metatypes) {
    this.context = context;
    this.metatypes = metatypes;
  }

  /** All of them, in the order of their PIDs. */
  List<Definition> all() {
    List<Definition> definitions = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
      if (information != null) {
        definitions.addAll(of(information));
      }
    }
    definitions.sort(Comparator.comparing(Definition::pid));
    return definitions;
  }

  private static List<Definition> of(MetaTypeInformation information) {
    List<String> single = ours(information.getPids());
    List<String> many = ours(information.getFactoryPids());
    List<Definition> definitions = new ArrayList<>();
    if (!single.isEmpty() || !many.isEmpty()) {
      MetatypeLimits limits = new MetatypeLimits(information.getBundle());
      single.forEach(pid -> define(information, pid, false, limits, definitions));
      many.forEach(pid -> define(information, pid, true, limits, definitions));
    }
    return definitions;
  }

  private static List<String> ours(String[] pids) {
    return pids == null
        ? List.of()
        : Stream.of(pids).filter(pid -> pid.startsWith(OURS)).distinct().toList();
  }

  private static void define(
      MetaTypeInformation information,
      String pid,
      boolean factory,
      MetatypeLimits limits,
      List<Definition> definitions) {
    ObjectClassDefinition owner = information.getObjectClassDefinition(pid, null);
    if (owner == null) {
      // Its provider has gone meanwhile.
      return;
    }
    List<AttributeDefinition> required = attributes(owner, ObjectClassDefinition.REQUIRED);
    definitions.add(
        new Definition(
            pid,
            factory,
            owner.getName(),
            owner.getDescription(),
            attributes(owner, ObjectClassDefinition.ALL).stream()
                .map(
                    attribute ->
                        Attribute.of(
                            attribute,
                            limits.of(owner.getID(), attribute.getID()),
                            isAmong(required, attribute)))
                .toList()));
  }

  private static boolean isAmong(List<AttributeDefinition> some, AttributeDefinition one) {
    return some.stream().anyMatch(attribute -> attribute.getID().equals(one.getID()));
  }

  private static List<AttributeDefinition> attributes(ObjectClassDefinition owner, int filter) {
    AttributeDefinition[] attributes = owner.getAttributeDefinitions(filter);
    return attributes == null ? List.of() : Arrays.asList(attributes);
  }
}
