// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.freedesktop.gstreamer.Pipeline;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page in Chromium, with a clip that plays and the default model. */
class LivePageTest {
  private static final Path CLIP = Path.of("../../samples/media/car-and-talker.mp4");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final int ALIGNED = 1;
  private static final String TAB = "\uE004";
  private static final String LEFT = "\uE012";
  private static final String HOME = "\uE011";
  private static final String ENTER = "\uE007";
  private static final String END = "\uE010";

  @TempDir private static Path folder;
  private static HttpPlugin server;
  private static WebDriver browser;
  private static Pipeline pipeline;

  @BeforeAll
  static void openThePage() throws Exception {
    server = new HttpPlugin();
    browser = new WebDriver(1280, 1000);
    pipeline =
        HttpPlugin.play(
            "uridecodebin name=clip uri="
                + Clips.repeated(CLIP, folder.resolve("clip.mp4")).toUri()
                + " clip. ! video/x-raw ! queue ! mask.video_sink"
                + " clip. ! audio/x-raw ! queue ! mask.audio_sink");
    // Masks lie exactly on their pictures, however slow the machine is.
    pipeline.getElementByName("mask").set("sync-mode", ALIGNED);
    browser.prefer("light");
    browser.open(server.address + "/");
  }

  @AfterAll
  static void close() throws Exception {
    HttpPlugin.stop(pipeline);
    server.close();
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void thePictureTheTimelinesAndTheControlsAreLive() throws Exception {
    browser.await("document.getElementById('picture').naturalWidth === 640");
    browser.await("document.querySelectorAll('#controls input, #controls select').length === 4");
    browser.await(
        "[...document.querySelectorAll('.timeline .line')]"
            + ".every((line) => line.getAttribute('d').split('L').length > 90)");
    browser.await("parseFloat(document.querySelector('#area .value').textContent) > 2");
    screenshots("live");

    everythingIsReachedByKeyboard();
    keysChangeTheElementAtOnce();
    assertEquals(List.of(), browser.errors());
    configurationsAreChangedByKeyboard();
  }

  private static void screenshots(String name) throws Exception {
    browser.screenshot(SCREENSHOTS.resolve(name + "-light.png"));
    browser.prefer("dark");
    String dark = ground();
    browser.screenshot(SCREENSHOTS.resolve(name + "-dark.png"));
    browser.prefer("light");
    assertNotEquals(dark, ground());
  }

  private static String ground() throws Exception {
    return browser.run("return getComputedStyle(document.body).backgroundColor").asText();
  }

  private static void everythingIsReachedByKeyboard() throws Exception {
    browser.run("document.getElementById('stream').focus(); return 0");
    for (String id : new String[] {"threshold", "smoothing", "sync-mode", "opacity"}) {
      browser.type(TAB);
      assertEquals(id, browser.run("return document.activeElement.id").asText());
      String label = "return document.activeElement.labels[0].textContent";
      assertTrue(!browser.run(label).asText().isBlank(), id + " has no label");
    }
  }

  private static void keysChangeTheElementAtOnce() throws Exception {
    browser.run("document.getElementById('opacity').focus(); return 0");
    browser.type(END);
    await("paint", "opacity", 1);
    browser.type(LEFT);
    await("paint", "opacity", 0.99);
    browser.run("document.getElementById('smoothing').focus(); return 0");
    browser.type(HOME);
    await("mask", "smoothing", 0);
    browser.run("document.getElementById('threshold').focus(); return 0");
    browser.type(END);
    await("mask", "threshold", 1);
    browser.await("parseFloat(document.querySelector('#area .value').textContent) < 0.5");
    browser.run("document.getElementById('sync-mode').focus(); return 0");
    browser.type("live");
    for (int i = 0; !value("mask", "sync-mode").equals("live"); i++) {
      assertTrue(i < 12_000, "the mode does not change");
      Thread.sleep(50);
    }
  }

  private static void configurationsAreChangedByKeyboard() throws Exception {
    choose("sonomask.filter.gate");
    browser.type(TAB);
    assertEquals("value-enabled", browser.run("return document.activeElement.id").asText());
    focus("value-close");
    browser.type("0.6" + ENTER);
    browser.await(said("close (0.6) is above open (0.5): lower close or raise open"));
    browser.run("document.getElementById('configuration').scrollIntoView(); return 0");
    screenshots("configuration");
    focus("value-open");
    browser.type("0.7" + ENTER);
    browser.await(said("Applied."));
    assertEquals("{\"open\":0.7,\"close\":0.6}", values("sonomask.filter.gate"));
    browser.await("document.activeElement.id === 'pid'");
    press("Usual values");
    browser.await(said("The usual values are back."));
    assertEquals("{}", values("sonomask.filter.gate"));

    choose("sonomask.http");
    browser.await("document.querySelector('#values fieldset').disabled");
    choose("sonomask.element.sonooverlay~");
    focus("value-");
    browser.type("desk");
    focus("value-outline-width");
    browser.type("7" + ENTER);
    browser.await(said("Applied."));
    await("paint", "outline-width", 7);
    press("Delete");
    browser.await(said("Deleted."));
  }

  private static void press(String button) throws Exception {
    browser.run(
        "[...document.querySelectorAll('#values button')].find((it) => it.textContent === '"
            + button
            + "').focus(); return 0");
    browser.type(" ");
  }

  /** As the arrow keys do. */
  private static void choose(String pid) throws Exception {
    browser.await(
        "[...document.getElementById('pid').options].some((it) => it.value === '" + pid + "')");
    browser.run(
        "const select = document.getElementById('pid'); select.focus(); select.value = '"
            + pid
            + "'; select.dispatchEvent(new Event('change')); return 0");
    browser.await("document.querySelector('#values fieldset') !== null");
  }

  private static void focus(String id) throws Exception {
    browser.await("document.getElementById('" + id + "') !== null");
    browser.run("document.getElementById('" + id + "').focus(); return 0");
  }

  private static String said(String text) {
    return "document.querySelector('#values output').textContent === '" + text + "'";
  }

  private static String values(String pid) throws Exception {
    return server.json("/api/configurations/" + pid).get("values").toString();
  }

  private static void await(String element, String property, double expected) throws Exception {
    for (int i = 0; Math.abs(Double.parseDouble(value(element, property)) - expected) > 1e-6; i++) {
      assertTrue(i < 12_000, property + " is " + value(element, property));
      Thread.sleep(50);
    }
  }

  private static String value(String element, String property) throws Exception {
    return server
        .json("/api/elements/" + pipeline.getName() + "." + element)
        .at("/properties/" + property)
        .asText();
  }
}
