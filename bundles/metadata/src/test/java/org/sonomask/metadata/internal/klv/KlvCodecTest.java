// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sonomask.metadata.Masks.DOG_AND_BELL;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;
import org.sonomask.metadata.Masks;
import org.sonomask.metadata.RandomMasks;
import org.sonomask.metadata.internal.record.Box;
import org.sonomask.metadata.internal.record.MaskParts;
import org.sonomask.metadata.internal.record.MaskParts.Part;

class KlvCodecTest {
  private static final KlvCodec CODEC = new KlvCodec();

  /** What KLV keeps of a mask that covers the whole picture. */
  private static MaskFrame kept(MaskFrame mask) {
    Map<Integer, String> names = new HashMap<>();
    List<Region> regions = new ArrayList<>();
    for (Part<Integer> part : MaskParts.of(mask, KlvCodecTest::area)) {
      part.region()
          .ifPresent(
              region -> {
                String name = region.name().isEmpty() ? "class " + region.label() : region.name();
                regions.add(
                    new Region(
                        region.label(),
                        names.computeIfAbsent(region.label(), label -> name),
                        region.score(),
                        region.x(),
                        region.y(),
                        region.width(),
                        region.height(),
                        part.shape(),
                        region.track()));
              });
    }
    long utc = Masks.EXACT.epoch() + mask.runningTime();
    return new MaskFrame(
        mask.stream(),
        utc / 1000 * 1000 - Masks.EXACT.epoch(),
        0,
        mask.width(),
        mask.height(),
        mask.labels(),
        mask.confidence(),
        regions,
        MaskGeometry.WHOLE,
        1,
        MaskSource.INFERRED,
        mask.model());
  }

  private static int area(byte[] labels, int width, int height, int label, Box box) {
    int area = 0;
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int x = box.left(); x < box.right(); x++) {
        area += labels[y * width + x] == (byte) label ? 1 : 0;
      }
    }
    return area;
  }

  private static MaskFrame onTheWholePicture(MaskFrame mask) {
    return mask.withGeometry(MaskGeometry.WHOLE);
  }

  @Test
  void whatKlvCanSaySurvivesTheRoundTrip() {
    RandomMasks.forEach(
        random -> {
          MaskFrame mask = onTheWholePicture(random.frame());
          byte[] packet = Masks.write(CODEC, Masks.SCORES, mask);
          List<MaskFrame> read = Masks.read(CODEC, packet, random.random());
          assertEquals(1, read.size());
          Masks.assertSame(kept(mask), read.get(0));
        });
  }

  @Test
  void aSecondReadingOfTheStandardSeesTheSameMask() {
    RandomMasks.forEach(
        random -> {
          MaskFrame mask = onTheWholePicture(random.frame());
          StandardSet set = StandardSet.ofPacket(Masks.write(CODEC, Masks.SCORES, mask));
          assertArrayEquals(mask.labels(), set.labels());
          assertEquals((Masks.SCORES.epoch() + mask.runningTime()) / 1000, set.number(2));
          assertEquals(set.series(101).size(), set.number(5));
          assertEquals(5, set.number(4));
        });
  }

  @Test
  void pixelsAreNumberedRowByRowFromOne() {
    MaskFrame whole = onTheWholePicture(DOG_AND_BELL);
    StandardSet set = StandardSet.ofPacket(Masks.write(CODEC, Masks.SCORES, whole));
    ByteBuffer dog = ByteBuffer.wrap(set.series(101).get(0));
    assertEquals(1, StandardSet.oid(dog));
    StandardSet elements = StandardSet.of(dog);
    assertEquals(2, elements.number(2));
    assertEquals(7, elements.number(3));
    assertEquals(75, elements.number(5));
    byte[] runs = StandardSet.of(elements.elements().get(101)).elements().get(2);
    assertEquals("03010202" + "03010602", HexFormat.of().formatHex(runs));
  }

  /** VTracker: a UUID that tells streams apart, and status 1, active. */
  @Test
  void tracksHaveIdentifiersOfTheirStream() {
    List<Region> tracked =
        List.of(DOG_AND_BELL.regions().get(0).withTrack(41), DOG_AND_BELL.regions().get(1));
    MaskFrame mask = Masks.with(DOG_AND_BELL, tracked);
    byte[] packet = Masks.write(CODEC, Masks.SCORES, mask);
    List<byte[]> targets = StandardSet.ofPacket(packet).series(101);
    StandardSet tracker = StandardSet.of(target(targets.get(0)).elements().get(104));
    assertEquals(1, tracker.number(2));
    ByteBuffer identifier = ByteBuffer.wrap(tracker.elements().get(1));
    UUID uuid = new UUID(identifier.getLong(), identifier.getLong());
    assertEquals(8, uuid.version());
    assertEquals(2, uuid.variant());
    assertEquals(41, uuid.getLeastSignificantBits() & (1L << 62) - 1);
    assertEquals(TrackId.ofStream(mask.stream()), uuid.getMostSignificantBits());
    assertNotEquals(TrackId.ofStream("another"), uuid.getMostSignificantBits());
    assertFalse(target(targets.get(1)).elements().containsKey(104));
    List<Region> read = Masks.read(CODEC, packet, new Random(2)).get(0).regions();
    assertEquals(List.of(41L, 0L), read.stream().map(Region::track).toList());
  }

  private static StandardSet target(byte[] pack) {
    ByteBuffer elements = ByteBuffer.wrap(pack);
    StandardSet.oid(elements);
    return StandardSet.of(elements);
  }

  @Test
  void aMaskOnPartOfThePictureIsPlacedOnTheWhole() {
    byte[] packet = Masks.write(CODEC, Masks.SCORES, DOG_AND_BELL);
    MaskFrame read = Masks.read(CODEC, packet, new Random(1)).get(0);
    assertEquals(8, read.width());
    assertEquals(MaskGeometry.WHOLE, read.geometry());
    assertArrayEquals(
        new byte[] {
          0, 0, 0, 0, 0, 3, 3, 0, //
          0, 0, 0, 0, 0, 3, 3, 9
        },
        read.labels());
    assertEquals(new Region(3, "dog", 0.75f, 5, 0, 2, 2, 4), read.regions().get(0));
  }

  @Test
  void whatLiesOutsideThePictureIsLeftOut() {
    MaskFrame mask = DOG_AND_BELL.withGeometry(new MaskGeometry(-0.5, 0.5, 1, 1));
    MaskFrame read =
        Masks.read(CODEC, Masks.write(CODEC, Masks.SCORES, mask), new Random(1)).get(0);
    assertArrayEquals(new byte[] {0, 0, 0, 0, 3, 0, 0, 0}, read.labels());
  }

  @Test
  void otherSetsAndBytesBetweenSetsArePassedOver() {
    byte[] packet = Masks.write(CODEC, Masks.SCORES, DOG_AND_BELL);
    byte[] other = packet.clone();
    other[13] = 0x42;
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(new byte[] {6, 6, 14, 43, 1, 2, 3});
    stream.writeBytes(packet);
    stream.writeBytes(other);
    stream.writeBytes(new byte[] {71, 0, 6});
    stream.writeBytes(packet);
    assertEquals(2, Masks.read(CODEC, stream.toByteArray(), new Random(5)).size());
  }

  @Test
  void damagedSetsAreRefusedOrMasks() {
    byte[] packets = Masks.write(CODEC, Masks.SCORES, DOG_AND_BELL, DOG_AND_BELL, DOG_AND_BELL);
    int refused = 0;
    for (int seed = 0; seed < RandomMasks.COUNT; seed++) {
      refused += Masks.readDamaged(CODEC, Masks.damage(packets, new Random(seed)));
    }
    assertTrue(refused > RandomMasks.COUNT / 2);
  }

  @Test
  void damagedSetsWithTheRightChecksumAreRefusedOrMasks() {
    byte[] packet = Masks.write(CODEC, Masks.SCORES, DOG_AND_BELL);
    int refused = 0;
    for (int seed = 0; seed < RandomMasks.COUNT; seed++) {
      Random random = new Random(seed);
      byte[] damaged = packet.clone();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        damaged[18 + random.nextInt(damaged.length - 22)] = (byte) random.nextInt(256);
      }
      int sum = Checksum.of(damaged, 0, damaged.length - 2);
      damaged[damaged.length - 2] = (byte) (sum >> 8);
      damaged[damaged.length - 1] = (byte) sum;
      refused += Masks.readDamaged(CODEC, damaged);
    }
    assertTrue(refused > RandomMasks.COUNT / 4 && refused < RandomMasks.COUNT);
  }

  @Test
  void everyFlippedBitIsFound() {
    byte[] packet = Masks.write(CODEC, Masks.SCORES, DOG_AND_BELL);
    for (int bit = 8 * 18; bit < 8 * packet.length; bit++) {
      byte[] damaged = packet.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertEquals(1, Masks.readDamaged(CODEC, damaged), "bit " + bit);
    }
  }

  @Test
  void bombsAreRefused() {
    byte[] packet = Masks.write(CODEC, Masks.SCORES, DOG_AND_BELL);
    byte[] long4 = ByteBuffer.allocate(30).put(packet, 0, 16).put((byte) 0x84).putInt(-1).array();
    assertTrue(refusal(long4).contains("length"));
    MaskCodec.Reader reader = CODEC.read(new MaskCodec.Input(0, 1));
    ByteBuffer endless = ByteBuffer.wrap(new byte[1 << 22]);
    assertDoesNotThrow(() -> reader.read(endless, mask -> {}));
    assertThrows(MaskFormatException.class, () -> reader.end(mask -> {}));
    assertTrue(refusal(bomb(0xffffff, new KlvWriter())).contains("16777215x16777215"));
  }

  /** Of a million targets without a class the first is refused before memory is taken for any. */
  @Test
  void manyTargetsTakeNoMemoryButTheirOwn() {
    KlvWriter targets = new KlvWriter();
    targets.raw(new byte[1_000_000]);
    byte[] bytes = bomb(2, targets);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    refusal(bytes);
    long before = threads.getCurrentThreadAllocatedBytes();
    refusal(bytes);
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < 10 * bytes.length, taken + " bytes for " + bytes.length);
  }

  private static byte[] bomb(int side, KlvWriter targets) {
    KlvWriter set = new KlvWriter();
    set.tag(Vmti.TIMESTAMP, 1, 8);
    set.tag(Vmti.FRAME_WIDTH, side, 3);
    set.tag(Vmti.FRAME_HEIGHT, side, 3);
    set.tag(Vmti.TARGET_SERIES, targets);
    KlvWriter bomb = new KlvWriter();
    bomb.raw(Vmti.key());
    bomb.length(set.size() + Checksum.ELEMENT_BYTES);
    bomb.raw(set);
    bomb.raw(new byte[] {1, 2});
    bomb.unsigned(Checksum.of(bomb.toBytes(), 0, bomb.size()), 2);
    return bomb.toBytes();
  }

  private static String refusal(byte[] bytes) {
    MaskCodec.Reader reader = CODEC.read(Masks.INPUT);
    return assertThrows(
            MaskFormatException.class, () -> reader.read(ByteBuffer.wrap(bytes), mask -> {}))
        .getMessage();
  }

  @Test
  void lengthsAndTagsTakeTheFormsOfBer() throws MaskFormatException {
    KlvWriter writer = new KlvWriter();
    int[] values = {0, 1, 127, 128, 255, 256, 16_383, 16_384, 65_536, 1 << 27};
    for (int value : values) {
      writer.length(value);
      writer.oid(value);
    }
    ByteBuffer standard = ByteBuffer.wrap(writer.toBytes());
    KlvCursor cursor = new KlvCursor(writer.toBytes(), 0, writer.size());
    for (int value : values) {
      assertEquals(value, StandardSet.length(standard));
      assertEquals(value, StandardSet.oid(standard));
      assertEquals(value, cursor.length());
      assertEquals(value, cursor.oid());
    }
  }
}
