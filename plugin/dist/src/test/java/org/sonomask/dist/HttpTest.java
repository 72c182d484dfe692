// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.PadProbeReturn;
import org.freedesktop.gstreamer.PadProbeType;
import org.freedesktop.gstreamer.Pipeline;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sonomask.engine.TestModel;

/** Metrics, health and REST of the distribution, while a pipeline plays. */
class HttpTest {
  private static final String[] CHANGE = {"X-Requested-With", "test"};
  private static final Path MODELS = Distribution.ROOT.resolve("models");
  private static final Path RECORDINGS = Distribution.ROOT.resolve("recordings");
  private static final Path METRICS = Path.of("../http/docs/metrics.md");

  private static final long FRAME_NANOS = TimeUnit.SECONDS.toNanos(1) / 25;

  private static HttpPlugin server;
  private static Pipeline pipeline;
  private static String stream;

  @BeforeAll
  static void play() throws Exception {
    server = new HttpPlugin();
    Path model = new TestModel(64, 64, 1).write(Files.createDirectories(MODELS));
    Files.move(model, MODELS.resolve("bright.onnx"), StandardCopyOption.REPLACE_EXISTING);
    pipeline = HttpPlugin.play(HttpPlugin.LIVE);
    for (int i = 0; i < 12_000 && stream == null; i++) {
      Thread.sleep(50);
      JsonNode first = server.json("/api/now").at("/streams/0");
      stream = first.path("masks").asInt() > 2 ? first.path("name").asText() : null;
    }
    assertNotNull(stream, "no masks come");
  }

  @AfterAll
  static void stop() throws Exception {
    HttpPlugin.stop(pipeline);
    server.close();
  }

  private static String id(String name) {
    return pipeline.getName() + "." + name;
  }

  @Test
  void everyMetricIsDocumentedAndEveryDocumentedOneIsThere() throws Exception {
    HttpResponse<String> response = server.get("/metrics");
    assertEquals(
        "text/plain;version=0.0.4;charset=utf-8",
        response.headers().firstValue("Content-Type").orElse("").replace(" ", ""));
    Set<String> there = new TreeSet<>();
    Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$")
        .matcher(response.body())
        .results()
        .forEach(found -> there.add(found.group(1) + " " + found.group(2)));
    Set<String> documented = new TreeSet<>();
    Pattern.compile("(?m)^\\| `(\\S+)` \\| (\\S+) \\|")
        .matcher(Files.readString(METRICS))
        .results()
        .forEach(found -> documented.add(found.group(1) + " " + found.group(2)));
    assertEquals(documented, there);
    Pattern line =
        Pattern.compile(
            "# TYPE \\S+ (gauge|counter|histogram)"
                + "|[a-z_]+(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*\\})? -?[0-9.]+");
    response.body().lines().forEach(one -> assertTrue(line.matcher(one).matches(), one));
    String bounds = "0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1 and 2.5 s";
    assertTrue(Files.readString(METRICS).contains(bounds));
    for (String bound : bounds.replace(" s", "").replace(" and", ",").split(", ")) {
      assertTrue(response.body().contains("le=\"" + bound + "\""), bound);
    }
  }

  @Test
  void healthSaysReady() throws Exception {
    assertEquals(200, server.get("/health/live").statusCode());
    HttpResponse<String> ready = server.get("/health/ready");
    assertEquals(200, ready.statusCode());
    assertEquals("{\"status\":\"READY\",\"findings\":[]}", ready.body());
  }

  @Test
  void everyAnswerIsAsItsDocumentSays() throws Exception {
    JsonNode document = server.json("/api/openapi.json");
    assertEquals("3.0.3", document.get("openapi").asText());
    Map<String, String> names =
        Map.of(
            "/streams/{id}",
            stream,
            "/models/{id}",
            model(),
            "/elements/{id}",
            id("mask"),
            "/configurations/{id}",
            "sonomask.scheduler");
    List<String> checked = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      if (!path.getValue().has("get")) {
        continue;
      }
      String at = path.getKey().replace("{id}", names.getOrDefault(path.getKey(), ""));
      HttpResponse<String> answer = server.get("/api" + at);
      assertEquals(200, answer.statusCode(), at + " " + answer.body());
      conforms(path.getValue().at("/get/responses/200"), answer);
      HttpResponse<String> wrong = server.get("/api" + path.getKey().replace("{id}", "nobody"));
      if (path.getKey().contains("{id}")) {
        assertEquals(404, wrong.statusCode());
        conforms(path.getValue().at("/get/responses/default"), wrong);
      }
      checked.add(path.getKey());
    }
    assertEquals(9, checked.size(), checked.toString());
  }

  private static String model() throws Exception {
    return server.json("/api/now").at("/models/0/name").asText();
  }

  private static void conforms(JsonNode response, HttpResponse<String> answer) throws Exception {
    JsonNode schema = response.at("/content").path("application/json").path("schema");
    assertFalse(schema.isMissingNode());
    assertEquals(List.of(), JsonSchema.faults(schema, HttpPlugin.parse(answer.body()), "$"));
  }

  @Test
  void propertiesAreSetAllOrNone() throws Exception {
    HttpResponse<String> set = patch("{\"opacity\": 0.25, \"palette\": \"vivid\"}", CHANGE);
    assertEquals(200, set.statusCode(), set.body());
    assertEquals(0.25, pipeline.getElementByName("paint").get("opacity"));
    HttpResponse<String> wrong = patch("{\"opacity\": 0.75, \"palette\": \"grey\"}", CHANGE);
    assertEquals(400, wrong.statusCode());
    assertTrue(wrong.body().contains(", not 'grey'"), wrong.body());
    assertEquals(0.25, pipeline.getElementByName("paint").get("opacity"));
  }

  private static HttpResponse<String> patch(String body, String... headers) throws Exception {
    return server.send("PATCH", "/api/elements/" + id("paint"), body, headers);
  }

  @Test
  void pagesOfOtherOriginsAreRefused() throws Exception {
    String[] image = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"};
    String[] frame = {
      "Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"
    };
    String[] link = {
      "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"
    };
    assertEquals(403, server.get("/api/now", image).statusCode());
    assertEquals(403, server.get("/", frame).statusCode());
    assertEquals(200, server.get("/", link).statusCode());
    assertEquals(200, server.get("/api/now", "Sec-Fetch-Site", "same-origin").statusCode());
    String address = server.address;
    assertEquals(200, server.get("/api/now", "Origin", address).statusCode());
    HttpResponse<String> elsewhere = server.get("/api/now", "Origin", "http://example.org");
    assertEquals(403, elsewhere.statusCode());
    assertTrue(elsewhere.body().contains("those of other origins"), elsewhere.body());
    assertEquals(
        "same-origin", elsewhere.headers().firstValue("Cross-Origin-Resource-Policy").orElse(""));
    HttpResponse<String> preflight =
        server.send("OPTIONS", "/api/models/swap", null, "Origin", "http://example.org");
    assertEquals(403, preflight.statusCode());
  }

  @Test
  void bodiesAreHeldAgainstTheDocument() throws Exception {
    assertRefused("POST", "/api/models/rollback", "{\"now\": true}", "takes no body");
    assertRefused("POST", "/api/models/swap", "{}", "the body needs a text 'file'");
    assertRefused("POST", "/api/models/swap", "{\"file\": 1}", "file takes a text, not 1");
    String sum = "{\"file\": \"bright.onnx\", \"sha\": \"0\"}";
    assertRefused("POST", "/api/models/swap", sum, "the body takes file, sha256, not 'sha'");
    String record = "{\"file\": \"w\", \"stream\": \"" + stream + "\", \"windows\": ";
    assertRefused("POST", "/api/recording", record + "\"all\"}", "windows takes a whole number");
    assertRefused("POST", "/api/recording", record + "1.5}", "windows takes a whole number");
    assertRefused("POST", "/api/recording", record + "100000}", "from 1 to 10000, not 100000");
    String paint = "/api/elements/" + id("paint");
    assertRefused("PATCH", paint, "{\"opacity\": {}}", "opacity takes a text, a number");
    assertRefused("PATCH", paint, "{\"opacity\": null}", "a number from 0.0 to 1.0, not null");
    assertRefused("PATCH", paint, "{\"colour\": 1}", "sonooverlay has no property colour; it has");
    HttpResponse<String> nobody =
        server.send("POST", "/api/recording", "{\"file\": \"w\", \"stream\": \"nobody\"}", CHANGE);
    assertEquals(404, nobody.statusCode());
    assertTrue(nobody.body().contains("there are [" + stream), nobody.body());
    HttpResponse<String> width = server.get("/picture?width=wide&element=" + id("paint"));
    assertEquals(400, width.statusCode());
    assertTrue(width.body().contains("width takes a whole number"), width.body());
  }

  private static void assertRefused(String method, String path, String body, String why)
      throws Exception {
    HttpResponse<String> answer = server.send(method, path, body, CHANGE);
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
  }

  @Test
  void badRequestsAreRefusedWithAReason() throws Exception {
    assertEquals(403, patch("{\"opacity\": 1}").statusCode(), "no header against forgery");
    assertEquals(400, patch("{\"opacity\": ", CHANGE).statusCode());
    assertEquals(400, patch("[1]", CHANGE).statusCode());
    assertEquals(400, patch("{\"name\": \"" + "x".repeat(20_000) + "\"}", CHANGE).statusCode());
    assertEquals(405, server.send("PUT", "/api/now", "", CHANGE).statusCode());
    assertEquals(404, server.get("/api/nothing").statusCode());
    assertEquals(400, server.get("/../conf/sonomask.properties").statusCode());
    assertEquals(404, server.get("/picture?element=nobody").statusCode());
    assertEquals(400, server.get("/picture?width=99999&element=" + id("paint")).statusCode());
    for (String file : new String[] {"../conf/sonomask.properties", "/etc/passwd", "", "a/b"}) {
      HttpResponse<String> answer =
          server.send("POST", "/api/models/swap", "{\"file\": \"" + file + "\"}", CHANGE);
      assertEquals(400, answer.statusCode(), file);
      assertTrue(answer.body().contains("no plain file name"), answer.body());
    }
  }

  @Test
  void aModelIsSwappedAndTakenBackWithoutALostFrame() throws Exception {
    String before = model();
    HttpResponse<String> missing =
        server.send("POST", "/api/models/swap", "{\"file\": \"missing.onnx\"}", CHANGE);
    assertEquals(422, missing.statusCode(), missing.body());
    Queue<Long> times = new ConcurrentLinkedQueue<>();
    Pad pad = pipeline.getElementByName("paint").getStaticPad("src");
    Pad.PROBE probe =
        (at, info) -> {
          times.add(info.getBuffer().getPresentationTimestamp());
          return PadProbeReturn.OK;
        };
    pad.addProbe(PadProbeType.BUFFER, probe);
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> swapped =
          server.send("POST", "/api/models/swap", "{\"file\": \"bright.onnx\"}", CHANGE);
      assertEquals(200, swapped.statusCode(), swapped.body());
      awaitModelOfStream("bright-and-loud");
      server.send("POST", "/api/models/rollback", "", CHANGE);
      awaitModelOfStream(before);
    }
    // Swaps are quicker than frames on a quiet machine.
    for (int i = 0; times.size() <= 10; i++) {
      assertTrue(i < 12_000, times.toString());
      Thread.sleep(50);
    }
    pad.removeProbe(probe);
    long last = times.remove();
    for (long time : times) {
      assertEquals(last + FRAME_NANOS, time, "a frame was lost");
      last = time;
    }
  }

  private static void awaitModelOfStream(String model) throws Exception {
    for (int i = 0; !used().equals(model); i++) {
      assertTrue(i < 12_000, "the stream uses " + used());
      Thread.sleep(50);
    }
  }

  private static String used() throws Exception {
    return server.json("/api/streams/" + stream).get("model").asText();
  }

  @Test
  void windowsAreRecorded() throws Exception {
    Files.deleteIfExists(RECORDINGS.resolve("windows"));
    String body = "{\"file\": \"windows\", \"stream\": \"" + stream + "\", \"windows\": 2}";
    HttpResponse<String> started = server.send("POST", "/api/recording", body, CHANGE);
    assertEquals(200, started.statusCode(), started.body());
    for (int i = 0; server.json("/api/recording").get("running").asBoolean(); i++) {
      assertTrue(i < 12_000, "no windows come");
      Thread.sleep(50);
    }
    JsonNode ended = HttpPlugin.parse(server.send("DELETE", "/api/recording", null, CHANGE).body());
    assertEquals(2, ended.get("windows").asInt());
    assertTrue(Files.size(RECORDINGS.resolve("windows")) > 1000);
  }

  @Test
  void whoeverIsNotHereNeedsTheToken() throws Exception {
    assertEquals(403, byName("example.org"), "a page elsewhere cannot point its name here");
    ConfigurationAdmin admin =
        server
            .plugin
            .context()
            .getService(server.plugin.context().getServiceReference(ConfigurationAdmin.class));
    Configuration configuration = admin.getConfiguration("sonomask.http", "?");
    configuration.update(new Hashtable<>(Map.of("token", "secret")));
    try {
      await("/metrics", 401);
      await("/metrics", 200, "Authorization", "Bearer secret");
      await("/metrics", 401, "Authorization", "Bearer secre");
      HttpResponse<String> page = server.get("/metrics?token=secret");
      assertEquals(200, page.statusCode());
      String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
      assertTrue(cookie.contains("HttpOnly; SameSite=Strict"), cookie);
      await("/metrics", 200, "Cookie", cookie.split(";")[0]);
    } finally {
      configuration.delete();
      await("/metrics", 200);
    }
  }

  /** Status of a request that came by another name of this machine. */
  private static int byName(String host) throws Exception {
    URI address = URI.create(server.address);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket
          .getOutputStream()
          .write(("GET /metrics HTTP/1.0\r\nHost: " + host + "\r\n\r\n").getBytes());
      String answer = new String(socket.getInputStream().readAllBytes());
      return Integer.parseInt(answer.split(" ")[1]);
    }
  }

  /** The servlets come back one after the other when the configuration changes. */
  private static void await(String path, int status, String... headers) throws Exception {
    int got = server.get(path, headers).statusCode();
    for (int i = 0; got != status && i < 12_000; i++) {
      Thread.sleep(50);
      got = server.get(path, headers).statusCode();
    }
    assertEquals(status, got);
  }
}
