// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.conference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chromium joins with two people in its picture who take turns, six seconds each. */
class ConferenceFocusTest {
  private static final Path BUILT = Path.of("../../plugin/dist/target/sonomask").toAbsolutePath();
  private static final Path FILM = Path.of("../media/two-talkers.mp4");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** What is watched: four turns. */
  private static final int SECONDS = 24;

  /** Times that four turns are watched at most: a busy machine needs longer to begin with. */
  private static final int ATTEMPTS = 3;

  /** Of moments that are counted in two turns of one talker. */
  private static final int LEAST = 25;

  /** Time to notice who talks and to move there, in milliseconds. */
  private static final int LATE = 2500;

  /** A lamp in the corner of the room's picture, on while the left one has the turn. */
  private static final String LAMP =
      "drawbox=w=24:h=24:t=fill:color=white:enable='lt(mod(t,12),6)'";

  /** A whistle that is too high for the plugin, while the left one has the turn. */
  private static final String WHISTLE =
      "[0:a]aresample=48000[voice];aevalsrc=0.02*sin(2*PI*12000*t)*lt(t\\,6):s=48000:d=12[whistle];"
          + "[voice][whistle]amix=normalize=0:duration=shortest";

  /**
   * Notes ten times a second whose turn it is and who is framed: the wall is warm behind the left
   * one and blue behind the right one, left and right of their heads.
   */
  private static final String WATCH =
      """
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 40;
      const context = canvas.getContext('2d', {willReadFrequently: true});
      const blue = (id, x, y) => {
        context.drawImage(document.getElementById(id), 0, 0, 40, 40);
        const [red, green, blue] = context.getImageData(x, y, 1, 1).data;
        return [blue - red, green];
      };
      const sound = new AudioContext({sampleRate: 48000});
      const analyser = sound.createAnalyser();
      analyser.smoothingTimeConstant = 0;
      sound.createMediaStreamSource(document.getElementById('room').srcObject).connect(analyser);
      const bins = new Float32Array(analyser.frequencyBinCount);
      const whistles = () => {
        analyser.getFloatFrequencyData(bins);
        return bins[bins.length / 2] > -65;
      };
      window.seen = [];
      setInterval(() => {
        const lit = blue('room', 0, 1)[1] > 180;
        const heard = whistles();
        const turn = lit && heard ? 'left' : lit || heard ? 'nobody' : 'right';
        const left = blue('speaker', 5, 1)[0] > 50;
        const right = blue('speaker', 34, 1)[0] > 50;
        const framed = left ? 'right' : right ? 'both' : 'left';
        window.seen.push({time: performance.now(), turn, framed});
      }, 100);
      """;

  @TempDir private Path folder;
  private ConferenceFocus room;

  @BeforeEach
  void openTheRoom() throws Exception {
    room = new ConferenceFocus(BUILT, 0);
  }

  @AfterEach
  void close() throws Exception {
    room.close();
  }

  private static void ffmpeg(String... output) throws IOException, InterruptedException {
    Stream<String> command = Stream.of("ffmpeg", "-v", "error", "-i", FILM.toString());
    List<String> whole = Stream.concat(command, Stream.of(output)).toList();
    assertEquals(0, new ProcessBuilder(whole).inheritIO().start().waitFor());
  }

  @Test
  void whoeverSpeaksIsFramed() throws Exception {
    Path camera = folder.resolve("camera.y4m");
    Path microphone = folder.resolve("microphone.wav");
    ffmpeg("-vf", LAMP, "-an", camera.toString());
    ffmpeg("-vn", "-filter_complex", WHISTLE, "-ar", "48000", microphone.toString());
    try (Browser browser = new Browser(camera, microphone)) {
      browser.open(room.address());
      browser.run("document.getElementById('join').click()");
      browser.await("document.getElementById('state').textContent === 'connected'");
      browser.await("document.getElementById('speaker').videoWidth === 480");
      browser.run(WATCH);
      boolean framed = false;
      for (int attempt = 0; attempt < ATTEMPTS && !framed; attempt++) {
        browser.run("window.seen.length = 0");
        film(browser, attempt);
        JsonNode seen = browser.run("return window.seen");
        framed = isFramed("left", seen) & isFramed("right", seen);
      }
      assertTrue(framed, "whoever speaks is not framed");
    }
  }

  private static void film(Browser browser, int attempt) throws Exception {
    for (int second = 0; second < SECONDS; second++) {
      Thread.sleep(1000);
      if (second % 3 == 2) {
        String name = "conference-%d-%02d.png".formatted(attempt, second);
        browser.screenshot(SCREENSHOTS.resolve(name));
      }
    }
  }

  private static boolean isFramed(String talker, JsonNode seen) {
    int moments = 0;
    int right = 0;
    double since = Double.NaN;
    String before = "";
    for (JsonNode moment : seen) {
      String turn = moment.get("turn").asText();
      double time = moment.get("time").asDouble();
      since = turn.equals(before) ? since : time;
      before = turn;
      if (turn.equals(talker) && time - since > LATE) {
        moments++;
        right += moment.get("framed").asText().equals(talker) ? 1 : 0;
      }
    }
    System.out.println("The " + talker + " one is framed " + right + " times of " + moments);
    return moments > LEAST && right > 0.8 * moments;
  }

  @Test
  void whatIsNoOfferIsRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(room.address() + "offer"))
            .POST(HttpRequest.BodyPublishers.ofString("v=0"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(400, answer.statusCode());
    assertEquals("This is no offer of a browser that can send VP8.", answer.body());
  }
}
