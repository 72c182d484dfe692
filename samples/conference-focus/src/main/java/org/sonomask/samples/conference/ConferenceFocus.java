// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.conference;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Version;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.launcher.Plugin;

/**
 * A conference of one room: whoever opens the page sends camera and microphone and gets back the
 * one who speaks. Signalling is one POST of an offer, answered by the answer, both as SDP with all
 * candidates.
 */
public final class ConferenceFocus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConferenceFocus.class);
  private static final int LONGEST_OFFER = 100_000;

  private final Plugin plugin;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Guest> guests = new ConcurrentLinkedQueue<>();

  /**
   * Opens the room.
   *
   * @param distribution the folder of the plugin
   * @param port on this machine only, since browsers lend cameras to no other without TLS; 0 for
   *     any that is free
   */
  ConferenceFocus(Path distribution, int port) throws IOException, BundleException {
    Gst.init(Version.of(1, 20), "conference-focus");
    plugin = Plugin.start(distribution);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::page);
    server.createContext("/offer", this::offer);
    server.start();
  }

  /** Where the page is. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void page(HttpExchange exchange) throws IOException {
    try (InputStream page = ConferenceFocus.class.getResourceAsStream("index.html")) {
      answer(exchange, 200, "text/html; charset=utf-8", page.readAllBytes());
    }
  }

  private void offer(HttpExchange exchange) throws IOException {
    guests.removeIf(Guest::hasLeft);
    byte[] offer = exchange.getRequestBody().readNBytes(LONGEST_OFFER);
    try {
      Guest guest = new Guest(new String(offer, US_ASCII));
      byte[] answer = guest.answer().getBytes(US_ASCII);
      guests.add(guest);
      answer(exchange, 200, "application/sdp", answer);
    } catch (IllegalArgumentException wrong) {
      byte[] why = wrong.getMessage().getBytes(StandardCharsets.UTF_8);
      answer(exchange, 400, "text/plain; charset=utf-8", why);
    } catch (RuntimeException failure) {
      LOG.error("a guest could not be let in", failure);
      byte[] why = "The conference cannot take another guest; see its log.".getBytes(US_ASCII);
      answer(exchange, 500, "text/plain; charset=utf-8", why);
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdown();
    guests.forEach(Guest::close);
    plugin.close();
  }

  /** Runs until the process ends: the distribution's folder, and the port unless it is 8088. */
  public static void main(String[] arguments) throws Exception {
    int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8088;
    ConferenceFocus room = new ConferenceFocus(Path.of(arguments[0]), port);
    System.out.println("Open " + room.address());
  }
}
