// SPDX-License-Identifier: Apache-2.0
package org.sonomask.configuration.internal;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.osgi.framework.Bundle;
import org.sonomask.configuration.Attribute.Limits;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The limits in a bundle's Metatype files (OSGi Compendium 105.8): the Metatype Service checks them
 * and does not tell them.
 */
final class MetatypeLimits {
  private static final String FOLDER = "OSGI-INF/metatype";
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  private final Map<String, Limits> limits = new HashMap<>();

  /** Of one bundle. */
  MetatypeLimits(Bundle bundle) {
    Enumeration<URL> files = bundle.findEntries(FOLDER, "*.xml", false);
    for (URL file : files == null ? Collections.<URL>emptyList() : Collections.list(files)) {
      read(file);
    }
  }

  /**
   * The limits of an attribute.
   *
   * @param owner id of the object class definition
   */
  Limits of(String owner, String attribute) {
    return limits.getOrDefault(key(owner, attribute), Limits.NONE);
  }

  private void read(URL file) {
    Document document;
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(NO_DOCTYPE, true);
      document = factory.newDocumentBuilder().parse(file.toExternalForm());
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(file + " cannot be read: " + e.getMessage(), e);
    }
    NodeList attributes = document.getElementsByTagName("AD");
    for (int i = 0; i < attributes.getLength(); i++) {
      Element attribute = (Element) attributes.item(i);
      Element owner = (Element) attribute.getParentNode();
      limits.put(
          key(owner.getAttribute("id"), attribute.getAttribute("id")),
          new Limits(attribute.getAttribute("min"), attribute.getAttribute("max")));
    }
  }

  private static String key(String owner, String attribute) {
    return owner + ' ' + attribute;
  }
}
