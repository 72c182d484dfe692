// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.osgi.framework.ServiceReference;
import org.sonomask.launcher.Plugin;

/** The distribution with its part http on a free port, and a client of it. */
final class HttpPlugin implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
  private static final List<String> PATHS =
      List.of("/", "/health/live", "/metrics", "/api/now", "/live.js");

  final Plugin plugin;
  final String address;
  private final HttpClient http = HttpClient.newHttpClient();

  HttpPlugin() throws Exception {
    Gst.init("sonomask-test");
    plugin = Distribution.start(Map.of("sonomask.with", "http", "org.osgi.service.http.port", "0"));
    address = endpoint();
    for (String path : PATHS) {
      for (int i = 0; i < 30_000 && get(path).statusCode() == 404; i++) {
        Thread.sleep(20);
      }
    }
  }

  /** Jetty starts on a thread of its own; its classes are not those of the test's class path. */
  private String endpoint() throws Exception {
    ServiceReference<?>[] found = plugin.context().getAllServiceReferences(RUNTIME, null);
    for (int i = 0; found == null && i < 30_000; i++) {
      Thread.sleep(20);
      found = plugin.context().getAllServiceReferences(RUNTIME, null);
    }
    ServiceReference<?> runtime = found[0];
    Object endpoints = runtime.getProperty("osgi.http.endpoint");
    String first =
        endpoints instanceof String[] several
            ? several[0]
            : ((Iterable<?>) endpoints).iterator().next().toString();
    return first.replaceFirst("/$", "");
  }

  /** Sound and white pictures, for {@link #marked}. */
  static final String LIVE =
      "videotestsrc is-live=true pattern=white ! video/x-raw,framerate=25/1 ! mask.video_sink"
          + " audiotestsrc is-live=true wave=white-noise ! mask.audio_sink";

  /** A pipeline with the elements named mask and paint. */
  static String marked(String source) {
    return source
        + " sonomask name=mask max-age=5000000000 mask.video_src ! videoconvert"
        + " ! sonooverlay name=paint ! fakesink sync=true mask.audio_src ! fakesink sync=true";
  }

  /** Such a pipeline, that plays. */
  static Pipeline play(String source) {
    Pipeline pipeline = (Pipeline) Gst.parseLaunch(marked(source));
    pipeline.play();
    return pipeline;
  }

  /** Stops a pipeline, if there is one: its set-up may have failed. */
  static void stop(Pipeline pipeline) {
    if (pipeline != null) {
      pipeline.stop();
      pipeline.dispose();
    }
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, null, headers);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(String path) throws Exception {
    return JSON.readTree(get(path).body());
  }

  static JsonNode parse(String text) throws IOException {
    return JSON.readTree(text);
  }

  @Override
  public void close() throws IOException {
    plugin.close();
  }
}
