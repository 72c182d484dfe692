// SPDX-License-Identifier: Apache-2.0
package org.sonomask.shell.internal;

import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;

/** Lets the shell show tables as tables. */
@Component(
    service = Converter.class,
    property = "osgi.converter.classes=org.sonomask.shell.internal.Table")
public final class TableConverter implements Converter {

  @Override
  public Object convert(Class<?> type, Object from) {
    return from instanceof Table && type == String.class ? from.toString() : null;
  }

  @Override
  public CharSequence format(Object target, int level, Converter escape) {
    return target instanceof Table ? target.toString() : null;
  }
}
