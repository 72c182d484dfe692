// SPDX-License-Identifier: Apache-2.0
package org.sonomask.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;

class AttributeTest {

  /** A definition that takes whatever is of its type. */
  private record Defined(int type) implements AttributeDefinition {
    @Override
    public String getName() {
      return "Value";
    }

    @Override
    public String getID() {
      return "value";
    }

    @Override
    public String getDescription() {
      return "A value.";
    }

    @Override
    public int getCardinality() {
      return 0;
    }

    @Override
    public int getType() {
      return type;
    }

    @Override
    public String[] getOptionValues() {
      return null;
    }

    @Override
    public String[] getOptionLabels() {
      return null;
    }

    @Override
    public String validate(String value) {
      return "";
    }

    @Override
    public String[] getDefaultValue() {
      return null;
    }
  }

  private static Attribute of(int type) {
    return Attribute.of(new Defined(type), Attribute.Limits.NONE, false);
  }

  @Test
  void secretsOfPipelinesAreNotShown() {
    Attribute description = of(AttributeDefinition.STRING);
    assertEquals(
        "rtspsrc location=rtsp://***@camera/1 user-pw=*** ! srtsink uri=srt://:1?mode=caller"
            + "&passphrase=***&latency=20 password=*** ! fakesink",
        description.shown(
            "rtspsrc location=rtsp://me:word@camera/1 user-pw=word ! srtsink"
                + " uri=srt://:1?mode=caller&passphrase=a-long-word&latency=20"
                + " password=\"two words\" ! fakesink"));
    assertEquals("videotestsrc ! fakesink", description.shown("videotestsrc ! fakesink"));
    assertEquals("***", of(AttributeDefinition.PASSWORD).shown("word"));
  }

  @Test
  void whatWasHiddenIsNotTakenForTheSecret() {
    Attribute description = of(AttributeDefinition.STRING);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> description.convert("rtspsrc location=rtsp://***@camera/1"));
    assertTrue(refused.getMessage().contains("write the secret there"), refused.getMessage());
  }

  @Test
  void whatIsNoFiniteNumberIsRefused() {
    for (String text : new String[] {"NaN", "Infinity", "one", ""}) {
      assertThrows(
          IllegalArgumentException.class, () -> of(AttributeDefinition.DOUBLE).convert(text));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> of(AttributeDefinition.INTEGER).convert("3000000000"));
    assertEquals(0.5, of(AttributeDefinition.DOUBLE).convert(" 0.5 "));
  }
}
