// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port that the optional part {@code http} serves. */
final class HttpPort {

  private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

  private static final String PART = "http";
  private static final String HOST = "org.apache.felix.http.host";
  private static final String PORT = "org.osgi.service.http.port";

  private HttpPort() {}

  /** Without its port the part would only report defects; pipelines play without it as well. */
  static void leaveOutPartIfTaken(Properties configuration) {
    String parts = configuration.getProperty(Home.WITH, "");
    String others =
        Arrays.stream(parts.split(","))
            .filter(part -> !part.strip().equals(PART))
            .collect(Collectors.joining(","));
    if (!others.equals(parts) && isTaken(configuration)) {
      configuration.setProperty(Home.WITH, others);
    }
  }

  private static boolean isTaken(Properties configuration) {
    String host = configuration.getProperty(HOST, "0.0.0.0");
    String port = configuration.getProperty(PORT, "8080");
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, Integer.parseInt(port)));
      return false;
    } catch (IOException | IllegalArgumentException taken) {
      LOG.error(
          "HTTP is not served: {} port {}: {}; set {} and {} in conf/sonomask.properties to an"
              + " address of this machine and a free port, 0 for any",
          host,
          port,
          taken.getMessage(),
          HOST,
          PORT);
      return true;
    }
  }
}
