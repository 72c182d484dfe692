// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.MaskWriter;
import org.sonomask.gst.frame.TestElement;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Masks;

/** The element in real pipelines. The dog is in the third quarter, the violin in the fourth. */
class SonoMatteTest {

  private static final LabelMask MASK = Masks.drawn("00001122", "00001122", "00001122");
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  private final List<ElementRegistry.Registration> registrations = new ArrayList<>();
  private final List<byte[]> before = new ArrayList<>();
  private final List<byte[]> after = new ArrayList<>();
  private Map<String, Object> fields = MaskWriter.fields(MASK, 1);

  @BeforeAll
  static void initialise() {
    Launch.initialise();
    MaskWriter.register();
  }

  @BeforeEach
  void register() {
    registrations.add(ElementRegistry.add(new SonoMatteProvider()));
    registrations.add(
        ElementRegistry.add(
            new TestElement(
                "mattestamp",
                (caps, buffer) -> {
                  before.add(TestElement.bytes(buffer));
                  if (fields != null) {
                    MaskWriter.attach(buffer, fields);
                  }
                })));
    registrations.add(
        ElementRegistry.add(
            new TestElement("mattetap", (caps, buffer) -> after.add(TestElement.bytes(buffer)))));
  }

  @AfterEach
  void withdraw() {
    registrations.forEach(ElementRegistry.Registration::close);
  }

  private void play(String format, String settings) {
    String description =
        "videotestsrc num-buffers=2 pattern=ball ! video/x-raw,format=%s,width=%d,height=%d"
                .formatted(format, WIDTH, HEIGHT)
            + " ! mattestamp ! sonomatte feather=0 "
            + settings
            + " ! mattetap ! fakesink";
    try (TestPipeline pipeline = new TestPipeline(description)) {
      pipeline.playToEnd();
      assertEquals(Optional.empty(), pipeline.await(TestPipeline.MESSAGE_WARNING, 0));
    }
    assertEquals(2, after.size());
  }

  /** Alpha in the middle of the picture's second, third and last quarter. */
  private int[] alpha(int offset) {
    int row = 4 * WIDTH * (HEIGHT / 2);
    byte[] frame = after.get(1);
    return new int[] {
      frame[row + 4 * 24 + offset] & 255,
      frame[row + 4 * 40 + offset] & 255,
      frame[row + 4 * 56 + offset] & 255
    };
  }

  @ParameterizedTest
  @CsvSource({"RGBA,3", "BGRA,3", "ARGB,0", "ABGR,0", "AYUV,0"})
  void keepsTheColoursAndShowsWhatSounds(String format, int offset) {
    play(format, "");
    assertArrayEquals(new int[] {0, 255, 255}, alpha(offset));
    for (int i = 0; i < after.get(1).length; i++) {
      if (i % 4 != offset) {
        assertEquals(before.get(1)[i], after.get(1)[i]);
      }
    }
  }

  @Test
  void invertHidesWhatSounds() {
    play("RGBA", "invert=true");
    assertArrayEquals(new int[] {255, 0, 0}, alpha(3));
  }

  @Test
  void selectedTypesAreTheOnesThatSound() {
    play("RGBA", "selected-types=violin");
    assertArrayEquals(new int[] {0, 0, 255}, alpha(3));
    after.clear();
    play("RGBA", "selected-types=car");
    assertArrayEquals(new int[] {0, 0, 0}, alpha(3));
  }

  @Test
  void withoutAMaskThePictureBecomesWhatTheSettingSays() {
    fields = null;
    play("RGBA", "without-mask=hide");
    assertArrayEquals(new int[] {0, 0, 0}, alpha(3));
    after.clear();
    play("RGBA", "without-mask=show");
    assertArrayEquals(new int[] {255, 255, 255}, alpha(3));
  }

  @Test
  void aMaskThatIsTooOldDoesNotCount() {
    fields.put("age", 80_000_000L);
    play("RGBA", "max-age=79999999 without-mask=show");
    assertArrayEquals(new int[] {255, 255, 255}, alpha(3));
  }

  /** The boundary at the middle: the wider the feather, the more columns are in between. */
  @Test
  void featherSoftensTheEdge() {
    play("RGBA", "");
    int sharp = inBetween();
    after.clear();
    play("RGBA", "feather=10");
    int soft = inBetween();
    assertTrue(sharp <= 2 && soft >= 8 && soft <= 12, sharp + " and " + soft);
  }

  private int inBetween() {
    int count = 0;
    for (int x = 0; x < WIDTH; x++) {
      int alpha = after.get(1)[4 * (WIDTH * (HEIGHT / 2) + x) + 3] & 255;
      count += alpha > 0 && alpha < 255 ? 1 : 0;
    }
    return count;
  }
}
