// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.conference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chromium with files as camera and microphone, driven by chromedriver (W3C's WebDriver). */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

  private static final int MOST_STARTS = 5;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  /**
   * Starts a browser without a window.
   *
   * @param camera Y4M, again and again
   * @param microphone WAV, again and again
   */
  Browser(Path camera, Path microphone) throws IOException, InterruptedException {
    Driver started = Driver.start();
    driver = started.process();
    String base = "http://127.0.0.1:" + started.port() + "/session";
    List<String> arguments =
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--window-size=1060,800",
            "--autoplay-policy=no-user-gesture-required",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            "--use-file-for-fake-video-capture=" + camera,
            "--use-file-for-fake-audio-capture=" + microphone);
    Map<String, Object> wanted = Map.of("goog:chromeOptions", Map.of("args", arguments));
    JsonNode made = send("POST", base, Map.of("capabilities", Map.of("alwaysMatch", wanted)));
    session = base + "/" + made.get("sessionId").asText();
  }

  /** A chromedriver that listens. */
  private record Driver(Process process, int port) {

    /** It takes a free port of IPv4 and then the same one of IPv6, which may be taken: it ends. */
    static Driver start() throws IOException {
      StringBuilder said = new StringBuilder();
      for (int i = 0; i < MOST_STARTS; i++) {
        Process process =
            new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          Matcher matcher = PORT.matcher(line);
          if (matcher.find()) {
            return new Driver(process, Integer.parseInt(matcher.group(1)));
          }
          said.append(line).append('\n');
        }
      }
      throw new IOException("chromedriver does not start; install chromium-driver: " + said);
    }
  }

  private JsonNode send(String method, String address, Object body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode value = JSON.readTree(response.body()).get("value");
    if (response.statusCode() != 200) {
      throw new AssertionError(value.get("message").asText());
    }
    return value;
  }

  void open(String address) throws IOException, InterruptedException {
    send("POST", session + "/url", Map.of("url", address));
  }

  /** Runs a script; what it returns comes back. */
  JsonNode run(String script) throws IOException, InterruptedException {
    return send("POST", session + "/execute/sync", Map.of("script", script, "args", List.of()));
  }

  /** Waits until an expression is true. */
  void await(String expression) throws IOException, InterruptedException {
    for (int i = 0; !run("return " + expression).asBoolean(); i++) {
      if (i == 6000) {
        String page = run("return document.body.innerText").asText();
        throw new AssertionError(expression + " never became true: " + page);
      }
      Thread.sleep(100);
    }
  }

  void screenshot(Path file) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(session + "/screenshot")).build();
    String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(JSON.readTree(answer).get("value").asText()));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      send("DELETE", session, Map.of());
    } finally {
      driver.destroy();
      driver.waitFor();
    }
  }
}
