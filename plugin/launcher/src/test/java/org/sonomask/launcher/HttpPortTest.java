// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPortTest {

  private static String parts(String with, Object port) {
    Properties configuration = new Properties();
    configuration.setProperty(Home.WITH, with);
    configuration.setProperty("org.apache.felix.http.host", "127.0.0.1");
    configuration.setProperty("org.osgi.service.http.port", port.toString());
    HttpPort.leaveOutPartIfTaken(configuration);
    return configuration.getProperty(Home.WITH);
  }

  @Test
  void onlyHttpIsLeftOutWhereAnotherProgramHasItsPort() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertEquals("shell", parts("http,shell", other.getLocalPort()));
      assertEquals("shell", parts("shell", other.getLocalPort()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"80a", "-1", "65536", ""})
  void aPortThatIsNoneIsTaken(String port) {
    assertEquals("", parts("http", port));
  }

  @Test
  void partsStayWhereThePortIsFree() {
    assertEquals("shell, http", parts("shell, http", 0));
  }
}
