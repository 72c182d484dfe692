// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chromium, driven by chromedriver: as much of W3C's WebDriver as the tests need. */
public final class WebDriver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PORT = Pattern.compile("on port (\\d+)");

  private static final int MOST_STARTS = 5;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  /**
   * Starts a browser without a window.
   *
   * @param more arguments of Chromium
   */
  public WebDriver(int width, int height, String... more) throws IOException, InterruptedException {
    Driver started = Driver.start();
    driver = started.process();
    String base = "http://127.0.0.1:" + started.port();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=" + width + "," + height));
    arguments.addAll(List.of(more));
    Map<String, Object> wanted =
        Map.of(
            "pageLoadStrategy",
            "eager",
            "goog:loggingPrefs",
            Map.of("browser", "ALL"),
            "goog:chromeOptions",
            Map.of("args", arguments));
    JsonNode made =
        send("POST", base + "/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)));
    session = base + "/session/" + made.get("sessionId").asText();
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
          if (line.contains("successfully") && matcher.find()) {
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
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode value = JSON.readTree(response.body()).get("value");
    if (response.statusCode() != 200) {
      throw new AssertionError(value.get("message").asText());
    }
    return value;
  }

  /** Opens a page. */
  public void open(String address) throws IOException, InterruptedException {
    send("POST", session + "/url", Map.of("url", address));
  }

  /** Runs a script whose last statement is {@code return}. */
  public JsonNode run(String script) throws IOException, InterruptedException {
    return send("POST", session + "/execute/sync", Map.of("script", script, "args", List.of()));
  }

  /** Waits until a script returns true. */
  public void await(String script) throws IOException, InterruptedException {
    for (int i = 0; !run("return " + script).asBoolean(); i++) {
      if (i == 6000) {
        throw new AssertionError(
            script + " never became true: " + run("return document.body.innerText"));
      }
      Thread.sleep(100);
    }
  }

  /** Types into whatever has the focus; special keys are WebDriver's private code points. */
  void type(String keys) throws IOException, InterruptedException {
    JsonNode focused = send("GET", session + "/element/active", null);
    String element = focused.elements().next().asText();
    send("POST", session + "/element/" + element + "/value", Map.of("text", keys));
  }

  /** Pretends that the user prefers a colour scheme. */
  void prefer(String scheme) throws IOException, InterruptedException {
    Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    send(
        "POST",
        session + "/goog/cdp/execute",
        Map.of(
            "cmd", "Emulation.setEmulatedMedia", "params", Map.of("features", List.of(feature))));
  }

  /** What the page's console has of errors since it was asked last. */
  List<String> errors() throws IOException, InterruptedException {
    List<String> errors = new ArrayList<>();
    for (JsonNode entry : send("POST", session + "/se/log", Map.of("type", "browser"))) {
      if (entry.get("level").asText().equals("SEVERE")) {
        errors.add(entry.get("message").asText());
      }
    }
    return errors;
  }

  /** Saves what is to be seen as PNG. */
  public void screenshot(Path file) throws IOException, InterruptedException {
    String picture = send("GET", session + "/screenshot", null).asText();
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(picture));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      send("DELETE", session, null);
    } finally {
      driver.destroy();
      driver.waitFor();
    }
  }
}
