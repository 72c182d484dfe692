// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.onvif;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sonomask.metadata.Masks.DOG_AND_BELL;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.Region;
import org.sonomask.metadata.Masks;
import org.sonomask.metadata.RandomMasks;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class OnvifTest {
  private static final Onvif CODEC = new Onvif();
  private static final String TT = "http://www.onvif.org/ver10/schema";

  private static String document(MaskFrame mask) {
    return new String(Masks.write(CODEC, Masks.SCORES, mask), StandardCharsets.UTF_8);
  }

  private static String refusal(String document) {
    List<MaskFrame> masks = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(document.getBytes(StandardCharsets.UTF_8));
    MaskCodec.Reader reader = CODEC.read(Masks.INPUT);
    return assertThrows(
            MaskFormatException.class,
            () -> {
              reader.read(bytes, masks::add);
              reader.end(masks::add);
            },
            () -> document + " is read as " + masks)
        .getMessage();
  }

  private static void assertRefused(String document, String reason) {
    String message = refusal(document);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void everyMaskSurvivesTheRoundTrip() {
    RandomMasks.forEach(
        random -> {
          MaskFrame mask = random.frame();
          byte[] documents = Masks.write(CODEC, Masks.SCORES, mask, DOG_AND_BELL);
          List<MaskFrame> read = Masks.read(CODEC, documents, random.random());
          assertEquals(2, read.size());
          Masks.assertSame(mask, read.get(0));
          Masks.assertSame(DOG_AND_BELL, read.get(1));
        });
  }

  @Test
  void boxesLieOnThePictureWhereGstreamerLooksForThem() throws Exception {
    Document document =
        DocumentBuilderFactory.newNSInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(Masks.write(CODEC, Masks.SCORES, DOG_AND_BELL)));
    Element translate = first(document, "Translate");
    Element scale = first(document, "Scale");
    Element box = first(document, "BoundingBox");
    assertEquals(1200, pixel(translate, scale, "x", box.getAttribute("left"), 1920));
    assertEquals(1680, pixel(translate, scale, "x", box.getAttribute("right"), 1920));
    assertEquals(0, pixel(translate, scale, "y", box.getAttribute("top"), 1080));
    assertEquals(1080, pixel(translate, scale, "y", box.getAttribute("bottom"), 1080));
    assertEquals("dog", first(document, "Type").getTextContent());
    assertEquals("0.75", first(document, "Type").getAttribute("Likelihood"));
    assertEquals("2026-05-28T20:26:40.040Z", first(document, "Frame").getAttribute("UtcTime"));
    assertEquals("2.0", first(document, "CenterOfGravity").getAttribute("x"));
  }

  private static Element first(Document document, String name) {
    return (Element) document.getElementsByTagNameNS(TT, name).item(0);
  }

  /** As ONVIF has it: scaled and then translated, -1 to 1 across the picture. */
  private static double pixel(
      Element translate, Element scale, String axis, String coordinate, int side) {
    double normal =
        Double.parseDouble(coordinate) * Double.parseDouble(scale.getAttribute(axis))
            + Double.parseDouble(translate.getAttribute(axis));
    return (normal + 1) / 2 * side;
  }

  @Test
  void charactersThatXmlCannotHoldAreReplaced() {
    Region odd = new Region(3, "d\u0000o\ud800g\r\n\t\uffff", 0.5f, 0, 0, 4, 2, 4);
    MaskFrame mask =
        new MaskFrame(
            "a\u0001\r",
            0,
            0,
            4,
            2,
            DOG_AND_BELL.labels(),
            DOG_AND_BELL.confidence(),
            List.of(odd),
            DOG_AND_BELL.geometry(),
            1,
            DOG_AND_BELL.source(),
            "m");
    byte[] bytes = Masks.write(CODEC, Masks.SCORES, mask);
    MaskFrame read = Masks.read(CODEC, bytes, new Random(9)).get(0);
    assertEquals("a\ufffd\r", read.stream());
    assertEquals("d\ufffdo\ufffdg\r\n\t\ufffd", read.regions().get(0).name());
  }

  @Test
  void anObjectIsIdentifiedByItsTrackAndOthersByOtherNumbers() {
    Region dog = DOG_AND_BELL.regions().get(0);
    Region bell = DOG_AND_BELL.regions().get(1);
    MaskFrame mask = Masks.with(DOG_AND_BELL, List.of(bell, dog.withTrack(1), dog, dog));
    String document = document(mask);
    List<String> identifiers =
        Pattern.compile("ObjectId=\"(\\d+)\"")
            .matcher(document)
            .results()
            .map(result -> result.group(1))
            .toList();
    assertEquals(List.of("2", "1", "3", "4"), identifiers);
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    List<Region> read = Masks.read(CODEC, bytes, new Random(11)).get(0).regions();
    assertEquals(List.of(0L, 1L, 0L, 0L), read.stream().map(Region::track).toList());
  }

  @Test
  void ageTravelsAndIsZeroInOlderDocuments() throws Exception {
    String document = document(DOG_AND_BELL);
    assertEquals(7, age(document));
    assertEquals(0, age(document.replace(" sm:age=\"7\"", "")));
    assertRefused(document.replace("sm:age=\"7\"", "sm:age=\"old\""), "old");
  }

  private static long age(String document) throws MaskFormatException {
    MaskCodec.Reader reader = CODEC.read(Masks.INPUT);
    reader.read(ByteBuffer.wrap(document.getBytes(StandardCharsets.UTF_8)), mask -> {});
    return reader.age();
  }

  @Test
  void documentsWithoutAFrameHoldNoMask() {
    String event =
        "<?xml version=\"1.0\"?><MetadataStream xmlns=\"%s\"><Event/></MetadataStream >\n"
            .formatted(TT);
    byte[] bytes = (event + document(DOG_AND_BELL)).getBytes(StandardCharsets.UTF_8);
    assertEquals(1, Masks.read(CODEC, bytes, new Random(10)).size());
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    String document = document(DOG_AND_BELL);
    assertRefused("hello", "XML");
    assertRefused("<a><b></a></MetadataStream>", "XML");
    assertRefused(document.substring(0, document.length() / 2), "XML");
    assertRefused(document.replace("sm:width=", "sm:wide="), "width");
    assertRefused(document.replace("sm:width=\"4\"", "sm:width=\"70000\""), "70000x2");
    assertRefused(document.replace("sm:width=\"4\"", "sm:width=\"many\""), "many");
    assertRefused(document.replace("sm:label=\"3\"", "sm:label=\"300\""), "label 300");
    assertRefused(document.replace("UtcTime=\"2026", "UtcTime=\"yesterday"), "UtcTime");
    assertRefused(document.replace("<tt:Point x=\"3\"", "<tt:Point x=\"NaN\""), "NaN");
    assertRefused(document.replace("<tt:Point x=\"3\"", "<tt:Point z=\"3\""), "attribute x");
    assertRefused(document.replace("\"inferred\"", "\"seen\""), "SEEN");
    String twice = document.replaceFirst("(<tt:Frame.*</tt:Frame>)", "$1$1");
    assertRefused(twice, "one frame");
  }

  @Test
  void nothingIsExpandedOrFetched() {
    String document = document(DOG_AND_BELL);
    String laughs =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>"
            + document.replace(">dog<", ">&b;<");
    assertRefused(laughs, "document type");
    String fetch =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
            + document.replace(">dog<", ">&e;<");
    assertRefused(fetch, "document type");
    assertRefused("<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">" + document, "document type");
    assertRefused(document.replace(">dog<", ">&e;<"), "XML");
  }

  @Test
  void bombsAreRefused() {
    String document = document(DOG_AND_BELL);
    refusal("<a>".repeat(50_000));
    refusal("<a " + "b=\"\" ".repeat(50_000) + "/></MetadataStream>");
    assertRefused("<a xmlns:b=\"u\">".repeat(80_000) + "</MetadataStream>", "depth");
    String zigzag = "<tt:Point x=\"0\" y=\"0\"/><tt:Point x=\"4\" y=\"2\"/>".repeat(10_000);
    assertRefused(document.replaceFirst("<tt:Polygon>", "<tt:Polygon>" + zigzag), "more edges");
    String object = document.replaceFirst("(?s).*?(<tt:Object .*?</tt:Object>).*", "$1").strip();
    assertRefused(document.replace("</tt:Frame>", object.repeat(100) + "</tt:Frame>"), "overlap");
    MaskCodec.Reader reader = CODEC.read(new MaskCodec.Input(0, 1));
    ByteBuffer endless = ByteBuffer.wrap(new byte[1 << 22]);
    assertDoesNotThrow(() -> reader.read(endless, mask -> {}));
    assertThrows(MaskFormatException.class, () -> reader.end(mask -> {}));
  }

  @Test
  void damagedDocumentsAreRefusedOrMasks() {
    byte[] documents = Masks.write(CODEC, Masks.SCORES, DOG_AND_BELL, DOG_AND_BELL);
    int refused = 0;
    for (int seed = 0; seed < RandomMasks.COUNT; seed++) {
      refused += Masks.readDamaged(CODEC, Masks.damage(documents, new Random(seed)));
    }
    assertTrue(refused > RandomMasks.COUNT / 10);
  }
}
