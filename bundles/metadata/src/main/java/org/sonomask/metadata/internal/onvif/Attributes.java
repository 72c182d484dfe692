// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.onvif;

import javax.xml.stream.XMLStreamReader;
import org.sonomask.api.MaskFormatException;

/** The attributes of an element. */
record Attributes(XMLStreamReader xml) {

  /** An attribute of ONVIF's. */
  String onvif(String name) throws MaskFormatException {
    return present(xml.getAttributeValue(null, name), name);
  }

  /** An attribute of ours. */
  String sonomask(String name) throws MaskFormatException {
    return present(xml.getAttributeValue(Schema.SONOMASK, name), Schema.SONOMASK + " " + name);
  }

  /** An attribute of ours that may be missing, as in documents of before it was written. */
  String sonomask(String name, String missing) {
    String value = xml.getAttributeValue(Schema.SONOMASK, name);
    return value == null ? missing : value;
  }

  private String present(String value, String name) throws MaskFormatException {
    if (value == null) {
      throw new MaskFormatException(
          "ONVIF: %s has no attribute %s".formatted(xml.getLocalName(), name));
    }
    return value;
  }

  /** A coordinate. */
  double coordinate(String name) throws MaskFormatException {
    double value = Double.parseDouble(onvif(name));
    if (!Double.isFinite(value)) {
      throw new MaskFormatException("ONVIF: a coordinate cannot be " + value);
    }
    return value;
  }
}
