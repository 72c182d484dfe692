// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Karaf resolves, starts and plays with our features, beside its own SLF4J and another Jackson. */
class KarafTest {
  private static final Path ARCHIVES = Path.of("target/others").toAbsolutePath();
  private static final Path FEATURES = Path.of("target/sonomask-karaf.zip").toAbsolutePath();
  private static final String REPOSITORY = "mvn:org.sonomask/sonomask-dist/%s/xml/features";

  @TempDir private Path folder;
  private Path home;
  private Process karaf;
  private int port;

  @BeforeEach
  void unpackAndStart() throws Exception {
    run("tar", "xzf", archive("apache-karaf-minimal-").toString(), "-C", folder.toString());
    try (Stream<Path> unpacked = Files.list(folder)) {
      home = unpacked.findFirst().orElseThrow();
    }
    run("unzip", "-qo", FEATURES.toString(), "-d", home.resolve("system").toString());
    port = freePort();
    Files.writeString(
        home.resolve("etc/org.apache.felix.http.cfg"),
        "org.apache.felix.http.host=127.0.0.1\norg.osgi.service.http.port=" + port + "\n");
    Path features = home.resolve("etc/org.apache.karaf.features.cfg");
    String text =
        Files.readString(features)
            .replaceFirst(
                "featuresRepositories = ",
                "featuresRepositories = " + String.format(REPOSITORY, version()) + ", ")
            .replaceFirst("featuresBoot = ", "featuresBoot = sonomask-http, sonomask-shell, ");
    Files.writeString(features, text);
    Files.writeString(
        home.resolve("etc/sonomask.pipeline-desk.cfg"),
        "description = " + HttpPlugin.marked(HttpPlugin.LIVE) + "\n");
    another("jackson-annotations");
    another("jackson-core");
    another("jackson-databind");
    karaf =
        new ProcessBuilder(home.resolve("bin/karaf").toString(), "server")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("out").toFile())
            .start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    List<ProcessHandle> all = karaf.descendants().toList();
    all.forEach(ProcessHandle::destroy);
    all.forEach(process -> process.onExit().join());
    karaf.waitFor();
  }

  private static Path archive(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(ARCHIVES)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Starts another copy of a part of Jackson first. */
  private void another(String name) throws IOException {
    Path jar = archive(name + "-");
    String version = jar.getFileName().toString().replaceAll("^" + name + "-|\\.jar$", "");
    Path folder = home.resolve("system/com/fasterxml/jackson/core").resolve(name).resolve(version);
    Files.copy(jar, Files.createDirectories(folder).resolve(jar.getFileName()));
    Files.writeString(
        home.resolve("etc/startup.properties"),
        "mvn\\:com.fasterxml.jackson.core/" + name + "/" + version + " = 12\n",
        StandardOpenOption.APPEND);
  }

  private String version() throws IOException {
    try (Stream<Path> versions = Files.list(home.resolve("system/org/sonomask/sonomask-dist"))) {
      return versions.findFirst().orElseThrow().getFileName().toString();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Finished ended = Finished.run(List.of(command));
    assertEquals(0, ended.exitCode(), ended.err());
  }

  @Test
  void theFeaturesGetReadyAndAPipelinePlays() throws Exception {
    String health = await("/health/ready", "READY");
    assertEquals("{\"status\":\"READY\",\"findings\":[]}", health);
    for (String factory : new String[] {"sonomask", "sonooverlay", "sonomatte"}) {
      assertTrue(get("/api/openapi.json").contains("Properties-" + factory), factory);
    }
    assertTrue(get("/metrics").contains("sonomask_model_info"));
    await("/api/pipelines", "\"state\":\"PLAYING\"");
    String masks = await("/api/now", "\"masks\":[1-9]");
    assertTrue(masks.contains("\"element\":\"desk.mask\""), masks);
    assertTrue(!log().contains("ERROR"), log());
  }

  private String await(String path, String pattern) throws Exception {
    String answer = "";
    for (int i = 0; !Pattern.compile(pattern).matcher(answer).find(); i++) {
      String last = answer;
      assertTrue(i < 3000 && karaf.isAlive(), () -> path + ": " + last + "; " + log());
      Thread.sleep(200);
      answer = get(path);
    }
    return answer;
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (ConnectException notYet) {
      return "";
    }
  }

  private String log() {
    try {
      Path log = home.resolve("data/log/karaf.log");
      return Files.readString(Files.exists(log) ? log : home.resolve("out"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
