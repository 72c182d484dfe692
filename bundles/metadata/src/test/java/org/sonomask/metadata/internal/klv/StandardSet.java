// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A second reading of the standards (ST 0107, 0601, 0903), which shares no code with the first. */
record StandardSet(Map<Integer, byte[]> elements) {

  /** A VMTI packet: universal label, BER length, local set, whose last element is the checksum. */
  static StandardSet ofPacket(byte[] packet) {
    BigInteger label = new BigInteger(1, Arrays.copyOf(packet, 16));
    if (!label.equals(new BigInteger("060E2B34020B01010E01030306000000", 16))) {
      throw new AssertionError("label " + label.toString(16));
    }
    ByteBuffer rest = ByteBuffer.wrap(packet, 16, packet.length - 16);
    byte[] set = lengthAndValue(rest);
    if (rest.hasRemaining()) {
      throw new AssertionError(rest.remaining() + " bytes behind the set");
    }
    int words = 0;
    byte[] summed = Arrays.copyOf(packet, packet.length - 2 + packet.length % 2);
    if (packet.length % 2 == 1) {
      summed[summed.length - 1] = 0;
    }
    ByteBuffer sum = ByteBuffer.wrap(summed);
    while (sum.hasRemaining()) {
      words += Short.toUnsignedInt(sum.getShort());
    }
    StandardSet result = of(set);
    if (result.number(1) != (words & 0xffff)) {
      throw new AssertionError("checksum");
    }
    List<Integer> tags = new ArrayList<>(result.elements.keySet());
    if (tags.get(0) != 2 || tags.get(tags.size() - 1) != 1) {
      throw new AssertionError("the timestamp is not first or the checksum not last: " + tags);
    }
    return result;
  }

  static StandardSet of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  /** A local set, or what follows the identifier of a VTarget pack. */
  static StandardSet of(ByteBuffer bytes) {
    Map<Integer, byte[]> elements = new LinkedHashMap<>();
    while (bytes.hasRemaining()) {
      elements.put(oid(bytes), lengthAndValue(bytes));
    }
    return new StandardSet(elements);
  }

  static int oid(ByteBuffer bytes) {
    int next = bytes.get();
    int value = next & 127;
    while (next < 0) {
      next = bytes.get();
      value = 128 * value + (next & 127);
    }
    return value;
  }

  static int length(ByteBuffer bytes) {
    int first = Byte.toUnsignedInt(bytes.get());
    if (first <= 127) {
      return first;
    }
    byte[] value = new byte[first - 128];
    bytes.get(value);
    return new BigInteger(1, value).intValueExact();
  }

  static byte[] lengthAndValue(ByteBuffer bytes) {
    byte[] value = new byte[length(bytes)];
    bytes.get(value);
    return value;
  }

  long number(int tag) {
    return new BigInteger(1, elements.get(tag)).longValueExact();
  }

  List<byte[]> series(int tag) {
    List<byte[]> items = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(elements.getOrDefault(tag, new byte[0]));
    while (bytes.hasRemaining()) {
      items.add(lengthAndValue(bytes));
    }
    return items;
  }

  /** The labels of a VMTI set's pixels, row-major. */
  byte[] labels() {
    int width = (int) number(8);
    byte[] labels = new byte[width * (int) number(9)];
    for (byte[] target : series(101)) {
      ByteBuffer pack = ByteBuffer.wrap(target);
      oid(pack);
      StandardSet elements = of(pack);
      StandardSet object = of(elements.series(107).get(0));
      if (elements.elements.containsKey(101)) {
        for (byte[] pair : of(elements.elements.get(101)).series(2)) {
          ByteBuffer run = ByteBuffer.wrap(pair);
          int number = new BigInteger(1, lengthAndValue(run)).intValueExact();
          for (int pixels = length(run); pixels > 0; pixels--, number++) {
            labels[number - 1] = (byte) object.number(3);
          }
        }
      }
    }
    return labels;
  }
}
