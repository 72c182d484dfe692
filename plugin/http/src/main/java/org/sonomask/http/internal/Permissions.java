// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Kind;

/**
 * What every client may change, and what is for administrators only: whatever names files of this
 * machine, describes pipelines, or says what clients may do.
 */
@Component(service = Permissions.class)
public final class Permissions {
  private static final String OF_ELEMENT = "sonomask.element.";

  /** How the PIDs begin that every client may change. */
  private static final List<String> OPEN =
      List.of(OF_ELEMENT, "sonomask.filter.", "sonomask.scheduler");

  private final HttpSettings settings;
  private final ElementTypes types;

  /** Made by Declarative Services. */
  @Activate
  public Permissions(@Reference HttpSettings settings, @Reference ElementTypes types) {
    this.settings = settings;
    this.types = types;
  }

  /** Whether clients may change everything. */
  boolean administration() {
    return settings.administration();
  }

  /** Whether every client may change configurations of a PID, but for what names files in them. */
  static boolean isOpen(String pid) {
    return OPEN.stream().anyMatch(pid::startsWith);
  }

  /** Whether every client may set a property. */
  static boolean isOpen(PropertySpec property) {
    return property.kind() != Kind.FILE;
  }

  /**
   * Judges a change of a configuration.
   *
   * @throws SecurityException if clients may not; the message says who may, and how
   */
  void requireConfiguration(String pid, Set<String> keys) {
    if (!isOpen(pid)) {
      requireAdministration(pid);
    }
    if (pid.startsWith(OF_ELEMENT)) {
      String factory = pid.substring(OF_ELEMENT.length()).split("[~.]")[0];
      types.of(factory).ifPresent(type -> requireProperties(type, keys));
    }
  }

  /**
   * Judges a change of an element.
   *
   * @throws SecurityException if clients may not; the message says who may, and how
   */
  void requireProperties(ElementType type, Set<String> names) {
    for (PropertySpec property : type.properties()) {
      if (names.contains(property.name()) && !isOpen(property)) {
        requireAdministration(type.factory() + "'s " + property.name() + ", which names a file,");
      }
    }
  }

  private void requireAdministration(String what) {
    if (!settings.administration()) {
      throw new SecurityException(
          what
              + " is changed by administrators only: in a file, in the shell, or here with"
              + " administration = true in conf/sonomask.http.cfg");
    }
  }
}
