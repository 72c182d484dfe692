// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Callable;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sonomask.engine.TestModel;

/** Everything is configured over REST as its Metatype says, and it reaches what plays. */
class ConfigurationTest {
  private static final String AT = "/api/configurations/";
  private static final String SCHEDULER = "sonomask.scheduler";
  private static final String SEGMENTER = "sonomask.segmenter~mine";
  private static final String OVERLAY = "sonomask.element.sonooverlay~rest";

  private static HttpPlugin server;
  private static Pipeline pipeline;

  @BeforeAll
  static void play(@TempDir Path folder) throws Exception {
    server = new HttpPlugin();
    pipeline = HttpPlugin.play(HttpPlugin.LIVE);
    configure(
        "sonomask.segmenter",
        "bright",
        Map.of("path", new TestModel(64, 64, 1).write(folder).toString(), "threads", 1));
    await("the model does not come", () -> width() == 64 && stream("masks") > 2);
  }

  private static Configuration configure(String factory, String name, Map<String, ?> values)
      throws IOException {
    BundleContext context = server.plugin.context();
    ConfigurationAdmin admin =
        context.getService(context.getServiceReference(ConfigurationAdmin.class));
    Configuration configuration =
        name.isEmpty()
            ? admin.getConfiguration(factory, "?")
            : admin.getFactoryConfiguration(factory, name, "?");
    configuration.update(new Hashtable<>(values));
    return configuration;
  }

  /** Of the pictures that the default model takes. */
  private static int width() throws Exception {
    return server.json("/api/now").at("/models/0/width").asInt();
  }

  @AfterAll
  static void stop() throws Exception {
    HttpPlugin.stop(pipeline);
    server.close();
  }

  private static long stream(String figure) throws Exception {
    return server.json("/api/now").at("/streams/0/" + figure).asLong();
  }

  private static void await(String what, Callable<Boolean> isSo) throws Exception {
    for (int i = 0; !isSo.call(); i++) {
      assertTrue(i < 24_000, what);
      Thread.sleep(25);
    }
  }

  private static HttpResponse<String> send(String method, String pid, String body)
      throws Exception {
    return server.send(method, AT + pid, body, "X-Requested-With", "test");
  }

  private static void set(String pid, String body) throws Exception {
    HttpResponse<String> answer = send("PATCH", pid, body);
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private static void assertRefused(int status, String why, String pid, String body)
      throws Exception {
    HttpResponse<String> answer = send("PATCH", pid, body);
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
  }

  private static void remove(String pid) throws Exception {
    assertEquals(200, send("DELETE", pid, "").statusCode());
  }

  @Test
  void theDocumentTellsTypesLimitsAndDefaults() throws Exception {
    JsonNode schemas = server.json("/api/openapi.json").at("/components/schemas");
    JsonNode batch = schemas.at("/Configuration-sonomask.scheduler/properties/max.batch");
    assertEquals("integer", batch.get("type").asText());
    assertEquals(1, batch.get("minimum").asInt());
    assertEquals(8, batch.get("default").asInt());
    JsonNode width = schemas.at("/Configuration-sonomask.filter.hysteresis/properties/width");
    assertEquals("number 0 1", text(width, "type", "minimum", "maximum"));
    assertEquals("[\"path\"]", schemas.at("/Configuration-sonomask.segmenter/required").toString());
    JsonNode ranking = schemas.at("/Configuration-sonomask.filter.gate/properties/service.ranking");
    assertEquals("integer", ranking.path("type").asText());
    JsonNode token = schemas.at("/Configuration-sonomask.http/properties/token");
    assertEquals("string password true", text(token, "type", "format", "writeOnly"));
    JsonNode element = schemas.at("/Configuration-sonomask.element.sonooverlay/properties");
    assertEquals("*", element.at("/name/default").asText());
    assertEquals(schemas.at("/Properties-sonooverlay/properties/opacity"), element.get("opacity"));
  }

  private static String text(JsonNode node, String... fields) {
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      text.append(' ').append(node.path(field).asText());
    }
    return text.substring(1);
  }

  @Test
  void theSchedulerFollowsWhileItsStreamsPlay() throws Exception {
    long silent = stream("silent");
    set(SCHEDULER, "{\"silence.dbfs\": 0, \"max.batch\": 3}");
    await("nothing is silent", () -> stream("silent") > silent + 2);
    JsonNode now = server.json(AT + SCHEDULER);
    assertEquals("{\"max.batch\":3,\"silence.dbfs\":0.0}", now.get("values").toString());

    set(SCHEDULER, "{\"silence.dbfs\": null}");
    assertEquals("{\"max.batch\":3}", server.json(AT + SCHEDULER).get("values").toString());
    remove(SCHEDULER);
    assertEquals("{}", server.json(AT + SCHEDULER).get("values").toString());
    await("no masks come", () -> stream("masks") > stream("silent") + 2);
  }

  @Test
  void aFilterFollows() throws Exception {
    await("nothing is bright", () -> area() > 0.5);
    set("sonomask.filter.gate", "{\"silence.dbfs\": 0}");
    await("the gate stays open", () -> area() == 0);
    remove("sonomask.filter.gate");
    await("the gate stays shut", () -> area() > 0.5);
  }

  private static double area() throws Exception {
    return server.json("/api/now").at("/streams/0/area").asDouble();
  }

  @Test
  void anElementFollows() throws Exception {
    set(OVERLAY, "{\"name\": \"pai*\", \"outline-width\": 7.5}");
    await("the width stays", () -> outline() == 7.5);
    assertRefused(
        400, "outline-width takes a number from", OVERLAY, "{\"outline-width\": \"thick\"}");
    remove(OVERLAY);
    assertEquals(404, server.get(AT + OVERLAY).statusCode());
  }

  private static double outline() {
    return (Double) pipeline.getElementByName("paint").get("outline-width");
  }

  @Test
  void whatIsWrongIsRefusedAndChangesNothing() throws Exception {
    assertRefused(
        400,
        "max.batch takes a whole number from 1 to 256, not '0'",
        SCHEDULER,
        "{\"queue\": 2, \"max.batch\": 0}");
    assertRefused(400, "has no batch; it has [", SCHEDULER, "{\"batch\": 1}");
    assertRefused(400, "enabled takes true or false", "sonomask.filter.gate", "{\"enabled\": 2}");
    assertRefused(404, "nothing is configured by", "sonomask.filter.none", "{}");
    assertRefused(404, "there is one", SCHEDULER + "~two", "{}");
    assertRefused(400, "~NAME", "sonomask.element.sonooverlay", "{\"opacity\": 1}");
    assertEquals(404, send("DELETE", SCHEDULER, "").statusCode());
    assertTrue(!server.json(AT + SCHEDULER).at("/values").has("queue"));
  }

  @Test
  void valuesThatContradictEachOtherAreRefusedTogether() throws Exception {
    String gate = "sonomask.filter.gate";
    String refusal = "close (0.6) is above open (0.5): lower close or raise open";
    assertRefused(400, refusal, gate, "{\"close\": 0.6}");
    assertEquals("{}", server.json(AT + gate).get("values").toString());
    set(gate, "{\"close\": 0.6, \"open\": 0.7}");
    assertRefused(400, "lower close or raise open", gate, "{\"open\": null}");
    remove(gate);
    assertRefused(400, "open takes a number from 0 to 1", gate, "{\"open\": \"NaN\"}");
    assertRefused(400, "not [0.5]", gate, "{\"open\": [0.5]}");
  }

  @Test
  void whatNamesAFileOfThisMachineIsForAdministrators(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "");
    String body = "{\"location\": \"" + secret + "\"}";
    try (Pipeline other = (Pipeline) Gst.parseLaunch("sonometadec name=reader ! fakesink")) {
      String element = "/api/elements/" + other.getName() + ".reader";
      assertRefused(403, "administration = true", "sonomask.element.sonometadec~rest", body);
      HttpResponse<String> set = server.send("PATCH", element, body, "X-Requested-With", "test");
      assertEquals(403, set.statusCode(), set.body());
      assertTrue(set.body().contains("sonometadec's location, which names a file"), set.body());
      assertEquals("", other.getElementByName("reader").get("location"));
      String both = "{\"max-age\": 1, \"location\": \"" + secret + "\"}";
      assertRefused(403, "names a file", "sonomask.element.sonometadec.rest", both);
      set("sonomask.element.sonometadec~rest", "{\"max-age\": 1000}");
      remove("sonomask.element.sonometadec~rest");

      Configuration http = configure("sonomask.http", "", Map.of("administration", true));
      try {
        await(
            "administrators cannot",
            () ->
                server.send("PATCH", element, body, "X-Requested-With", "test").statusCode()
                    == 200);
        assertEquals(secret.toString(), other.getElementByName("reader").get("location"));
      } finally {
        http.delete();
      }
    }
  }

  @Test
  void modelsPipelinesAndClientsAreForAdministrators(@TempDir Path folder) throws Exception {
    Path model = new TestModel(32, 32, 1).write(folder);
    String body = "{\"path\": \"" + model + "\", \"service.ranking\": 200}";
    assertRefused(403, "administration = true", SEGMENTER, body);
    assertRefused(403, "administration = true", "sonomask.http", "{\"administration\": true}");
    Configuration http = configure("sonomask.http", "", Map.of("administration", true));
    try {
      await("they cannot", () -> send("PATCH", SEGMENTER, body).statusCode() == 200);
      String other = "sonomask.segmenter~other";
      assertRefused(400, "needs path", other, "{\"threads\": 1}");
      assertRefused(400, "there is no file", other, "{\"path\": \"missing.onnx\"}");
      String batches = body.replace("}", ", \"batches\": \"8,1\"}");
      assertRefused(400, "rising sizes such as 1,8,32, not '8,1'", other, batches);
      String engine = body.replace("}", ", \"engine\": \"coal\"}");
      assertRefused(400, "one of auto, onnxruntime, tensorrt, not 'coal'", other, engine);
      await("the model does not come", () -> width() == 32);
      remove(SEGMENTER);
      await("the model does not go", () -> width() == 64);
      set("sonomask.http", "{\"models.folder\": \"" + folder + "\"}");
      JsonNode values = server.json(AT + "sonomask.http").get("values");
      assertEquals("true " + folder, text(values, "administration", "models.folder"));
    } finally {
      http.delete();
    }
    await("they still can", () -> send("PATCH", SEGMENTER, body).statusCode() == 403);
  }
}
