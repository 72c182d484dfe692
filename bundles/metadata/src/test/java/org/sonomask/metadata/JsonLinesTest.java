// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;

class JsonLinesTest {

  private static final byte[] LABELS = {
    0, 3, 3, 0,
    0, 3, 3, 9
  };

  private static final MaskFrame MASK =
      new MaskFrame(
          "studio \"A\"",
          40_000_000L,
          20_000_000L,
          4,
          2,
          LABELS,
          new byte[LABELS.length],
          List.of(
              new Region(3, "dog", 0.75f, 1, 0, 2, 2, 4), new Region(9, "bell", 1, 3, 1, 1, 1, 1)),
          new MaskGeometry(0.5, 0, 0.5, 1),
          0.5f,
          MaskSource.INFERRED,
          "combo-lite");

  private static List<String> written(MaskFrame... masks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MaskCodec.Writer writer = new JsonLines().open(out, 1920, 1080)) {
      for (MaskFrame mask : masks) {
        writer.write(mask, 7);
      }
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aMaskIsOneLineThatBeginsWithSchemaAndVersion() throws IOException {
    List<String> lines = written(MASK, MASK);
    assertEquals(2, lines.size());
    assertTrue(
        lines.get(0).startsWith("{\"schema\":\"sonomask.mask\",\"version\":1,"), lines.get(0));
  }

  @Test
  void aLineReadsBackAsItWasWritten() throws IOException {
    MaskRecord read = JsonLines.read(written(MASK).get(0));
    assertEquals(MaskRecord.of(MASK, 7, 1920, 1080), read);
    assertEquals("studio \"A\"", read.stream());
    assertEquals(40_000_000L, read.time());
    assertEquals(7, read.age());
    assertArrayEquals(LABELS, read.labels());
  }

  @Test
  void boxesLieOnThePicture() throws IOException {
    MaskRecord.RegionRecord dog = JsonLines.read(written(MASK).get(0)).regions().get(0);
    assertEquals(List.of(0.625, 0.0, 0.25, 1.0), dog.box());
    assertEquals(List.of(1200L, 0L, 480L, 1080L), dog.pixels());
    assertEquals(0.5, dog.area());
  }

  @Test
  void membersOfTheFutureAreIgnored() throws IOException {
    String line = written(MASK).get(0).replaceFirst("\\{", "{\"track\":{\"id\":1},");
    assertEquals("combo-lite", JsonLines.read(line).model());
  }

  @Test
  void garbageIsRefusedWithAReason() throws IOException {
    String line = written(MASK).get(0);
    for (String bad :
        new String[] {
          "",
          "null",
          "[]",
          "{}",
          "{\"schema\":\"other\"}",
          line.substring(0, line.length() / 2),
          line.replace("\"version\":1", "\"version\":2")
        }) {
      IOException refused = assertThrows(IOException.class, () -> JsonLines.read(bad), bad);
      assertTrue(refused.getMessage().length() > 10, refused.getMessage());
    }
  }
}
