// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipelines that files describe play as long as the files are there. */
class PipelinesTest {
  private static final Path FILE = Distribution.ROOT.resolve("conf/sonomask.pipeline-the.desk.cfg");

  private HttpPlugin server;

  @BeforeEach
  void start() throws Exception {
    server = new HttpPlugin();
  }

  @AfterEach
  void stop() throws Exception {
    Files.deleteIfExists(FILE);
    server.close();
  }

  private void describe(String description) throws Exception {
    String lines = description.replace(" ! ", " ! \\\n  ");
    Files.writeString(FILE, "description = " + lines + "\nrestart.ms = 100\n");
  }

  private JsonNode await(String path, Predicate<JsonNode> isRight) throws Exception {
    JsonNode now = server.json(path);
    for (int i = 0; !isRight.test(now); i++) {
      assertTrue(i < 24_000, path + " is " + now);
      Thread.sleep(25);
      now = server.json(path);
    }
    return now;
  }

  private JsonNode awaitState(String state) throws Exception {
    return await("/api/pipelines", now -> now.at("/pipelines/0/state").asText().equals(state))
        .at("/pipelines/0");
  }

  @Test
  void aPipelinePlaysWithItsFileIsMendedWithItAndGoesWithIt() throws Exception {
    describe(HttpPlugin.marked(HttpPlugin.LIVE));
    assertEquals("the.desk", awaitState("PLAYING").get("name").asText());
    JsonNode now = await("/api/now", it -> it.at("/streams/0/masks").asInt() > 2);
    assertEquals("the-desk.mask", now.at("/streams/0/element").asText());

    describe("videotestsrc ! nosuchelement");
    await("/api/pipelines", it -> it.at("/pipelines/0/trouble").asText().contains("nosuchelement"));
    await(
        "/health/ready",
        it ->
            it.get("status").asText().equals("DEGRADED")
                && it.at("/findings/0").asText().startsWith("Pipeline the.desk does not play"));
    describe("videotestsrc num-buffers=2 ! fakesink");
    assertEquals(1, awaitState("ENDED").get("starts").asInt());

    Files.delete(FILE);
    await("/api/pipelines", it -> it.get("pipelines").isEmpty());
    await("/api/now", it -> it.get("streams").isEmpty());
  }

  @Test
  void aPipelineThatFailsIsStartedAgain() throws Exception {
    describe("videotestsrc ! identity error-after=3 ! fakesink");
    JsonNode failing =
        await("/api/pipelines", it -> it.at("/pipelines/0/starts").asInt() > 2).at("/pipelines/0");
    assertTrue(failing.get("trouble").asText().startsWith("identity"), failing.toString());
  }
}
