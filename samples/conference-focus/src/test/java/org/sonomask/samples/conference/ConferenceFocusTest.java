// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.conference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.dist.WebDriver;

/** Chromium joins with two people in its picture who take turns, six seconds each. */
class ConferenceFocusTest {
  private static final Path BUILT = Path.of("../../plugin/dist/target/sonomask").toAbsolutePath();
  private static final Path FILM = Path.of("../media/two-talkers.mp4");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private static final int TURN_SECONDS = 6;

  /** How often the film of two turns is played. */
  private static final int ROUNDS = 3;

  /** Time to notice who talks and to move there. */
  private static final double LATE_SECONDS = 2.5;

  /** Moments, ten a second, for which whoever has the turn is framed without a break. */
  private static final int STEADY = 10;

  /** A lamp in the corner of the room's picture, on while the left one has the turn. */
  private static final String LAMP =
      "drawbox=w=24:h=24:t=fill:color=white:enable='lt(mod(t,12),6)'";

  /** A whistle that is too high for the plugin, while the left one has the turn. */
  private static final String WHISTLE =
      "[0:a]aresample=48000[voice];aevalsrc=0.02*sin(2*PI*12000*t)*lt(t\\,6):s=48000:d=12[whistle];"
          + "[voice][whistle]amix=normalize=0:duration=shortest";

  /**
   * Sees ten times a second whose turn it is and who is framed, as {@link Shots} does, and counts
   * for how long each is framed in his turn.
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
      window.steady = {left: 0, right: 0};
      setInterval(() => {
        const lit = blue('room', 0, 1)[1] > 180;
        const heard = whistles();
        const turn = lit && heard ? 'left' : lit || heard ? 'nobody' : 'right';
        const left = blue('speaker', 5, 1)[0] > 50;
        const right = blue('speaker', 34, 1)[0] > 50;
        const framed = left ? 'right' : right ? 'both' : 'left';
        for (const talker of ['left', 'right']) {
          const is = turn === talker && framed === talker;
          window.steady[talker] = is ? window.steady[talker] + 1 : 0;
        }
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

  private static void ffmpeg(List<String> input, String... output)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
    command.addAll(input);
    command.addAll(List.of("-i", FILM.toString()));
    command.addAll(List.of(output));
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  /** Through the elements of a guest's pipeline, as fast as they can: no machine is too slow. */
  @Test
  void whoeverSpeaksIsFramed() throws Exception {
    Path rounds = folder.resolve("rounds.mkv");
    String again = String.valueOf(ROUNDS - 1);
    ffmpeg(List.of("-stream_loop", again), "-c", "copy", rounds.toString());
    int[] moments = new int[2];
    int[] right = new int[2];
    try (Shots shots = new Shots(rounds)) {
      for (Shots.Shot shot = shots.next(); shot != null; shot = shots.next()) {
        double turns = shot.seconds() / TURN_SECONDS;
        int talker = (int) turns % 2;
        boolean begun = turns > 2 && turns % 1 * TURN_SECONDS > LATE_SECONDS;
        if (begun && turns < 2 * ROUNDS) {
          moments[talker]++;
          right[talker] += shot.framed() == Shots.Framed.values()[talker] ? 1 : 0;
        }
      }
    }
    for (Shots.Framed talker : List.of(Shots.Framed.LEFT, Shots.Framed.RIGHT)) {
      int is = right[talker.ordinal()];
      int of = moments[talker.ordinal()];
      System.out.println("Framed " + talker + " " + is + " times of " + of);
      assertTrue(of > 150, talker + " has " + of + " moments");
      assertTrue(is > 0.9 * of, talker + " is framed " + is + " times of " + of);
    }
  }

  /** Live, by a browser: over as many turns as a machine needs to keep up with one of each. */
  @Test
  void aGuestGetsWhoeverSpeaksBack() throws Exception {
    Path camera = folder.resolve("camera.y4m");
    Path microphone = folder.resolve("microphone.wav");
    ffmpeg(List.of(), "-vf", LAMP, "-an", camera.toString());
    ffmpeg(List.of(), "-vn", "-filter_complex", WHISTLE, "-ar", "48000", microphone.toString());
    try (WebDriver browser =
        new WebDriver(
            1060,
            800,
            "--autoplay-policy=no-user-gesture-required",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            "--use-file-for-fake-video-capture=" + camera,
            "--use-file-for-fake-audio-capture=" + microphone)) {
      browser.open(room.address());
      browser.run("document.getElementById('join').click()");
      browser.await("document.getElementById('state').textContent === 'connected'");
      browser.await("document.getElementById('speaker').videoWidth === 480");
      browser.run(WATCH);
      for (String talker : List.of("left", "right", "left")) {
        browser.run("window.steady.left = window.steady.right = 0");
        browser.await("window.steady.%s >= %d".formatted(talker, STEADY));
        browser.screenshot(SCREENSHOTS.resolve("conference-" + talker + ".png"));
      }
    }
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
