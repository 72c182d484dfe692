// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.onvif;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sonomask.api.MaskFormatException;
import org.sonomask.metadata.internal.record.Aged;

/** Makes masks of metadata streams that have the attributes of {@link Schema#SONOMASK}. */
final class OnvifDecoder {
  private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";

  // Far more than any schema has; the parser's time grows with the square of both.
  private static final int MAX_DEPTH = 100;
  private static final int MAX_ATTRIBUTES = 100;

  private static final XMLInputFactory FACTORY = secureFactory();

  private final long epoch;
  private final int maxPixels;

  OnvifDecoder(long epoch, int maxPixels) {
    this.epoch = epoch;
    this.maxPixels = maxPixels;
  }

  /** Without document types, entities of one's own, or anything from outside. */
  private static XMLInputFactory secureFactory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(LIMITS + "maxElementDepth", MAX_DEPTH);
    factory.setProperty(LIMITS + "elementAttributeLimit", MAX_ATTRIBUTES);
    return factory;
  }

  /** Reads a document; one without a frame, such as an event, holds no mask. */
  Optional<Aged> decode(byte[] bytes, int size) throws MaskFormatException {
    String document = text(bytes, size).stripLeading();
    if (document.isEmpty()) {
      return Optional.empty();
    }
    try {
      XMLStreamReader xml = open(document);
      try {
        return decode(xml);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw new MaskFormatException("ONVIF: not well-formed XML: " + e.getMessage(), e);
    }
  }

  /** Decodes the bytes here: the parser would print what it thinks of bad ones. */
  private static String text(byte[] bytes, int size) throws MaskFormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, size)).toString();
    } catch (CharacterCodingException e) {
      throw new MaskFormatException("ONVIF: the XML is not in UTF-8", e);
    }
  }

  private static XMLStreamReader open(String document) throws XMLStreamException {
    synchronized (FACTORY) {
      return FACTORY.createXMLStreamReader(new StringReader(document));
    }
  }

  private Optional<Aged> decode(XMLStreamReader xml)
      throws XMLStreamException, MaskFormatException {
    FrameBuilder frame = null;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.DTD) {
        throw new MaskFormatException("ONVIF: documents with a document type are not read");
      }
      boolean starts = event == XMLStreamConstants.START_ELEMENT;
      boolean ends = event == XMLStreamConstants.END_ELEMENT;
      if (!(starts || ends) || !Schema.ONVIF.equals(xml.getNamespaceURI())) {
        continue;
      }
      if (starts && xml.getLocalName().equals("Frame")) {
        if (frame != null) {
          throw new MaskFormatException("ONVIF: only documents of one frame are read");
        }
        frame = new FrameBuilder(new Attributes(xml), epoch, maxPixels);
      } else if (frame != null && starts) {
        frame.start(xml);
      } else if (frame != null) {
        frame.end(xml.getLocalName());
      }
    }
    return frame == null ? Optional.empty() : Optional.of(frame.build());
  }
}
