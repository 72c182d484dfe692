// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sonomask.metadata.Masks.DOG_AND_BELL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.Region;
import org.sonomask.metadata.Masks;
import org.sonomask.metadata.RandomMasks;

class JsonLinesTest {
  private static final JsonLines CODEC = new JsonLines();

  private static String line(MaskFrame mask, MaskCodec.Output output) {
    return new String(Masks.write(CODEC, output, mask), StandardCharsets.UTF_8);
  }

  private static MaskFormatException refused(String line) {
    List<MaskFrame> masks = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    return assertThrows(
        MaskFormatException.class,
        () -> CODEC.read(Masks.INPUT).read(bytes, masks::add),
        () -> line + " is read as " + masks);
  }

  @Test
  void everyMaskSurvivesTheRoundTrip() {
    RandomMasks.forEach(
        random -> {
          MaskFrame mask = random.frame();
          boolean exact = random.random().nextBoolean();
          byte[] line = Masks.write(CODEC, exact ? Masks.EXACT : Masks.SCORES, mask);
          List<MaskFrame> read = Masks.read(CODEC, line, random.random());
          assertEquals(1, read.size());
          Masks.assertSame(mask, read.get(0));
          if (exact) {
            assertArrayEquals(mask.confidence(), read.get(0).confidence());
          }
        });
  }

  @Test
  void tracksAndAgesSurviveTheRoundTrip() throws IOException {
    Random random = new Random(11);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    MaskCodec.Writer writer = CODEC.open(lines, Masks.SCORES);
    MaskCodec.Reader reader = CODEC.read(Masks.INPUT);
    for (int i = 0; i < 500; i++) {
      MaskFrame mask = new RandomMasks(i).frame();
      List<Region> followed =
          mask.regions().stream().map(region -> region.withTrack(random.nextLong() >>> 1)).toList();
      long age = random.nextLong() >>> random.nextInt(64);
      lines.reset();
      writer.write(Masks.with(mask, followed), age);
      List<MaskFrame> read = new ArrayList<>();
      reader.read(ByteBuffer.wrap(lines.toByteArray()), read::add);
      assertEquals(followed, read.get(0).regions());
      assertEquals(age, reader.age());
    }
  }

  @Test
  void aMaskIsOneLineThatBeginsWithSchemaAndVersion() {
    byte[] lines = Masks.write(CODEC, Masks.EXACT, DOG_AND_BELL, DOG_AND_BELL);
    List<String> read = new String(lines, StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, read.size());
    assertTrue(read.get(1).startsWith("{\"schema\":\"sonomask.mask\",\"version\":1,"));
  }

  @Test
  void boxesLieOnThePictureUnderTheKeysOfDlStreamer() throws IOException {
    JsonNode line = new ObjectMapper().readTree(line(DOG_AND_BELL, Masks.SCORES));
    JsonNode dog = line.at("/objects/0");
    assertEquals(
        List.of(1200, 0, 480, 1080),
        List.of(
            dog.get("x").asInt(),
            dog.get("y").asInt(),
            dog.get("w").asInt(),
            dog.get("h").asInt()));
    assertEquals(0.625, dog.at("/detection/bounding_box/x_min").asDouble());
    assertEquals(0.875, dog.at("/detection/bounding_box/x_max").asDouble());
    assertEquals(0.75, dog.at("/detection/confidence").asDouble());
    assertEquals("dog", dog.get("roi_type").asText());
    assertEquals(40_000_000, line.get("timestamp").asLong());
    assertEquals(1920, line.at("/resolution/width").asInt());
    assertEquals("[2,4]", dog.at("/mask/rle/size").toString());
  }

  @Test
  void withoutConfidencesAPixelHasTheScoreOfItsObject() {
    byte[] line = Masks.write(CODEC, Masks.SCORES, DOG_AND_BELL);
    MaskFrame read = Masks.read(CODEC, line, new Random(1)).get(0);
    assertArrayEquals(
        new byte[] {-1, (byte) 191, (byte) 191, -1, -1, (byte) 191, (byte) 191, -1},
        read.confidence());
  }

  @Test
  void emptyLinesAndUnknownMembersAreIgnored() {
    String line = line(DOG_AND_BELL, Masks.EXACT);
    String more = "\n \r\n" + line.replaceFirst("\\{", "{\"tags\":{\"a\":[1]},") + "\n\n";
    byte[] bytes = more.getBytes(StandardCharsets.UTF_8);
    List<MaskFrame> read = Masks.read(CODEC, bytes, new Random(2));
    assertEquals(1, read.size());
    Masks.assertSame(DOG_AND_BELL, read.get(0));
  }

  @Test
  void theLastLineNeedsNoLineFeed() {
    byte[] bytes = line(DOG_AND_BELL, Masks.EXACT).strip().getBytes(StandardCharsets.UTF_8);
    assertEquals(1, Masks.read(CODEC, bytes, new Random(3)).size());
  }

  @Test
  void timesBeyondTwoToThe53AreStrings() {
    MaskFrame mask = DOG_AND_BELL.withRunningTime(Long.MAX_VALUE);
    String line = line(mask, Masks.EXACT);
    assertTrue(line.contains("\"timestamp\":\"9223372036854775807\""), line);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    Masks.assertSame(mask, Masks.read(CODEC, bytes, new Random(4)).get(0));
  }

  @Test
  void readingGoesOnBehindADamagedLine() {
    String line = line(DOG_AND_BELL, Masks.EXACT);
    byte[] bytes = (line + "{\"schema\":\n" + line).getBytes(StandardCharsets.UTF_8);
    List<MaskFrame> masks = new ArrayList<>();
    ByteBuffer left = ByteBuffer.wrap(bytes);
    MaskCodec.Reader reader = CODEC.read(Masks.INPUT);
    assertThrows(MaskFormatException.class, () -> reader.read(left, masks::add));
    assertEquals(1, masks.size());
    assertTrue(left.hasRemaining());
    assertDoesNotThrow(() -> reader.read(left, masks::add));
    assertEquals(2, masks.size());
  }

  @Test
  void damagedLinesAreRefusedOrMasks() {
    byte[] lines = Masks.write(CODEC, Masks.EXACT, DOG_AND_BELL, DOG_AND_BELL, DOG_AND_BELL);
    int refused = 0;
    for (int seed = 0; seed < RandomMasks.COUNT; seed++) {
      refused += Masks.readDamaged(CODEC, Masks.damage(lines, new Random(seed)));
    }
    assertTrue(refused > RandomMasks.COUNT / 10);
  }

  @Test
  void everyWrongMemberIsNamed() {
    String line = line(DOG_AND_BELL, Masks.EXACT).strip();
    assertRefused("null", "null");
    assertRefused("{\"version\":1,\"timestamp\":1}", "schema");
    assertRefused("[]", "JSON");
    assertRefused("{}", "version");
    assertRefused(line.replace("\"version\":1", "\"version\":2"), "version 2");
    assertRefused(line + line, "JSON");
    assertRefused(line.replace("\"source\":\"inferred\"", "\"source\":\"seen\""), "SEEN");
    assertRefused(line.replace("coco-rle", "png"), "png");
    assertRefused(line.replace("\"label_id\":3", "\"label_id\":256"), "label 256");
    assertRefused(line.replace("\"size\":[2,4]", "\"size\":[65536,65536]"), "65536x65536");
    assertRefused(line.replace("\"size\":[2,4],\"geo", "\"size\":[1,4],\"geo"), "4x2");
    assertRefused(line.replace("[0.5,0.0,0.5,1.0]", "[0.5,0.0,0.5]"), "geometry");
    assertRefused(line.replace("[0.5,0.0,0.5,1.0]", "[0.5,0.0,0.5,\"NaN\"]"), "not empty");
    assertRefused(line.replace("\"counts\":\"", "\"counts\":\"~"), "alphabet");
    assertRefused(line.replace("\"data\":\"", "\"data\":\"AAAA"), "zlib");
  }

  private static void assertRefused(String line, String reason) {
    String message = refused(line).getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void bombsAreRefused() {
    String line = line(DOG_AND_BELL, Masks.EXACT).strip();
    refused("[".repeat(100_000));
    refused("{\"a\":".repeat(100_000));
    refused("{\"schema\":" + "9".repeat(100_000) + "}");
    refused("{\"" + "n".repeat(100_000) + "\":1}");
    refused(line.replace("\"version\":1", "\"version\":1e999999999"));
    String all = "{\"label_id\":1,\"rle\":{\"size\":[2,4],\"counts\":\"08\"}}";
    String rest = "\"rest\":[" + (all + ",").repeat(10_000) + all + "],";
    assertRefused(line.replace("\"confidence\":{", rest + "\"confidence\":{"), "overlap");
    byte[] zeros = Zlib.compress(new byte[50_000_000]);
    String data = Base64.getEncoder().encodeToString(zeros);
    assertRefused(line.replaceFirst("\"data\":\"[^\"]*", "\"data\":\"" + data), "8 pixels");
  }

  @Test
  void aLineWithoutEndTakesBoundedMemory() {
    MaskCodec.Reader reader = CODEC.read(new MaskCodec.Input(0, 1));
    ByteBuffer endless = ByteBuffer.wrap(new byte[1 << 22]);
    assertDoesNotThrow(() -> reader.read(endless, mask -> {}));
    ByteBuffer end = ByteBuffer.wrap(new byte[] {'\n'});
    var e = assertThrows(MaskFormatException.class, () -> reader.read(end, mask -> {}));
    assertTrue(e.getMessage().contains("longer than"), e.getMessage());
  }
}
