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
    pipeline.stop();
    pipeline.dispose();
    browser.close();
    server.close();
  }

  @Test
  void thePictureTheTimelinesAndTheControlsAreLive() throws Exception {
    browser.await("document.getElementById('picture').naturalWidth === 640");
    browser.await("document.querySelectorAll('#controls input, #controls select').length === 4");
    browser.await(
        "[...document.querySelectorAll('.timeline .line')]"
            + ".every((line) => line.getAttribute('d').split('L').length > 90)");
    browser.await("parseFloat(document.querySelector('#area .value').textContent) > 2");
    browser.screenshot(SCREENSHOTS.resolve("live-light.png"));
    browser.prefer("dark");
    String dark = ground();
    browser.screenshot(SCREENSHOTS.resolve("live-dark.png"));
    browser.prefer("light");
    assertNotEquals(dark, ground());

    everythingIsReachedByKeyboard();
    keysChangeTheElementAtOnce();
    assertEquals(List.of(), browser.errors());
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
