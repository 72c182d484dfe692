// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Kind;
import org.sonomask.gst.focus.SonoFocusProvider;
import org.sonomask.gst.matte.SonoMatteProvider;
import org.sonomask.gst.meta.SonoMetaProvider;
import org.sonomask.gst.metadec.SonoMetaDecProvider;
import org.sonomask.gst.overlay.SonoOverlayProvider;
import org.sonomask.gst.sonomask.SonoMaskElement;

/** Every element has a page, and the page says what the element is. */
class ElementPagesTest {
  private static final Path FOLDER = Path.of("docs");
  private static final boolean WRITE = Boolean.getBoolean("sonomask.docs.write");
  private static final Pattern UNIT =
      Pattern.compile("\\b(nanoseconds|pixels?|frames?|without unit|from 0)\\b");

  static Stream<ElementType> types() {
    return Stream.of(
            new SonoMaskElement(),
            new SonoOverlayProvider(),
            new SonoMatteProvider(),
            new SonoMetaProvider(),
            new SonoMetaDecProvider(),
            new SonoFocusProvider())
        .map(ElementProvider::type);
  }

  @ParameterizedTest
  @MethodSource("types")
  void thePageIsNotStale(ElementType type) throws IOException {
    Path file = FOLDER.resolve(type.factory() + ".md");
    String page = ElementPage.of(type);
    if (WRITE) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, page);
    }
    assertTrue(Files.exists(file), file + " is missing: run with -Dsonomask.docs.write=true");
    assertEquals(Files.readString(file), page, file + ": run with -Dsonomask.docs.write=true");
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyNumberHasAUnitAndADefaultWithinItsRange(ElementType type) {
    assertFalse(type.properties().isEmpty());
    for (PropertySpec property : type.properties()) {
      if (property.min() == null) {
        continue;
      }
      assertTrue(
          UNIT.matcher(property.blurb().toLowerCase(Locale.ROOT)).find(),
          "the blurb of " + property.name() + " tells no unit: " + property.blurb());
      assertTrue(
          compare(property, property.min(), property.initial()) <= 0
              && compare(property, property.initial(), property.max()) <= 0,
          property.name());
    }
  }

  private static int compare(PropertySpec property, Object one, Object other) {
    return property.kind() == Kind.DOUBLE
        ? Double.compare((Double) one, (Double) other)
        : Long.compareUnsigned((Long) one, (Long) other);
  }
}
