// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sonomask.gst.element.PropertySpec.Choice;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.TestPipeline;

class ElementInstanceTest {
  private static final ElementType TYPE =
      new ElementType(
          "testresident",
          "SonoTestResident",
          "Test",
          "Filter/Effect/Video",
          "A test.",
          "Sonomask",
          new ElementType.Transform("video/x-raw"),
          List.of(
              PropertySpec.number("opacity", "Opacity", "How opaque.", 0, 1, 0.5),
              PropertySpec.uint64("max-age", "Age", "In ns.", 0, -1L, -1L),
              PropertySpec.bool("labels", "Labels", "Whether.", true),
              PropertySpec.text("types", "Types", "Names.", ""),
              PropertySpec.choice(
                  "mode", "Mode", "How.", new Choice("one", "One"), new Choice("two", "Two")),
              PropertySpec.figures("stats", "Statistics", "Figures.")));

  private static final List<String> CHANGED = new ArrayList<>();
  private static ElementRegistry.Registration registration;

  @BeforeAll
  static void register() {
    registration =
        ElementRegistry.add(
            new ElementProvider() {
              @Override
              public ElementType type() {
                return TYPE;
              }

              @Override
              public Behaviour create(ElementHost host) {
                return new Nothing();
              }
            });
  }

  @AfterAll
  static void withdraw() {
    registration.close();
  }

  private static final class Nothing implements TransformBehaviour {
    @Override
    public boolean setCaps(long in, long out) {
      return true;
    }

    @Override
    public int transformIp(long buffer) {
      return Flow.OK;
    }

    @Override
    public void propertyChanged(String name) {
      CHANGED.add(name);
    }

    @Override
    public Object property(String name) {
      return Map.of("answer", 42L);
    }

    @Override
    public void close() {}
  }

  private static ElementInstance named(String name) {
    return ElementRegistry.instances().stream()
        .filter(instance -> instance.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void propertiesAreSetAndReadFromOutside() {
    try (TestPipeline pipeline =
        new TestPipeline("videotestsrc ! testresident name=outside ! fakesink")) {
      ElementInstance instance = named("outside");
      instance.set("opacity", "0.25");
      instance.set("max-age", 7);
      instance.set("labels", "false");
      instance.set("types", "\"dog\", bird");
      instance.set("mode", "two");
      assertEquals("0.25", pipeline.get("outside", "opacity"));
      assertEquals("two", pipeline.get("outside", "mode"));
      assertEquals(0.25, instance.get("opacity"));
      assertEquals(7L, instance.get("max-age"));
      assertEquals(false, instance.get("labels"));
      assertEquals("\"dog\", bird", instance.get("types"));
      assertEquals(Map.of("answer", 42L), instance.get("stats"));
      assertEquals(List.of("opacity", "max-age", "labels", "types", "mode"), CHANGED);
      assertTrue(instance.path().endsWith("/outside"), instance.path());
      assertTrue(instance.dot().contains("videotestsrc"), instance.dot());
    }
  }

  @Test
  void aWrongValueIsRefusedWithWhatIsTaken() {
    try (TestPipeline pipeline =
        new TestPipeline("videotestsrc ! testresident name=strict ! fakesink")) {
      ElementInstance instance = named("strict");
      for (String[] wrong :
          new String[][] {
            {"opacity", "1.5", "a number from 0.0 to 1.0"},
            {"opacity", "NaN", "a number from 0.0 to 1.0"},
            {"max-age", "-1", "a whole number from 0 to 18446744073709551615"},
            {"labels", "perhaps", "true or false"},
            {"mode", "three", "one or two"},
            {"stats", "x", "read only"},
            {"colour", "red", "it has opacity, max-age, labels, types, mode, stats"}
          }) {
        String message =
            assertThrows(IllegalArgumentException.class, () -> instance.set(wrong[0], wrong[1]))
                .getMessage();
        assertTrue(message.contains(wrong[2]), message);
      }
      assertEquals("0.5", pipeline.get("strict", "opacity"));
    }
  }

  @Test
  void anInstanceThatIsGoneSaysSo() {
    ElementInstance instance;
    try (TestPipeline pipeline = new TestPipeline("testresident name=going ! fakesink")) {
      pipeline.state(TestPipeline.READY);
      instance = named("going");
    }
    assertThrows(IllegalStateException.class, instance::name);
    assertThrows(IllegalStateException.class, () -> instance.set("opacity", 1));
    assertEquals(
        0, ElementRegistry.instances().stream().filter(other -> other.type().equals(TYPE)).count());
  }

  @Test
  void anElementIsShownWhenItGetsReady() {
    List<String> shown = new ArrayList<>();
    try (ElementRegistry.Registration watching =
            ElementRegistry.whenReady(
                instance -> {
                  shown.add(instance.name() + " " + instance.get("mode"));
                  instance.set("opacity", 1);
                });
        TestPipeline pipeline = new TestPipeline("testresident name=fresh mode=two ! fakesink")) {
      assertEquals(List.of(), shown);
      pipeline.state(TestPipeline.READY);
      assertEquals(List.of("fresh two"), shown);
      assertEquals("1", pipeline.get("fresh", "opacity"));
    }
  }

  @Test
  void aPreviewShowsPicturesOfTheirShapeAsJpeg() throws Exception {
    BlockingQueue<byte[]> pictures = new ArrayBlockingQueue<>(1000);
    try (TestPipeline pipeline =
        new TestPipeline(
            "videotestsrc is-live=true ! video/x-raw,width=320,height=160,framerate=50/1"
                + " ! testresident name=seen ! fakesink")) {
      pipeline.begin(TestPipeline.PLAYING);
      Preview preview = named("seen").watch(new Preview.Size(64, 60), pictures::add);
      byte[] picture = pictures.take();
      assertEquals((byte) 0xFF, picture[0]);
      assertEquals((byte) 0xD8, picture[1]);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
      assertEquals(64, image.getWidth());
      assertEquals(32, image.getHeight());
      preview.close();
      preview.close();
    }
  }
}
