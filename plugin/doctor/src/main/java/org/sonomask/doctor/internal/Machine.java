// SPDX-License-Identifier: Apache-2.0
package org.sonomask.doctor.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sonomask.doctor.Finding;
import org.sonomask.gst.ffi.OptionalLibrary;

/** What the machine has: a GPU with its libraries, a folder for temporary files, the HTTP port. */
final class Machine {
  private static final Path NVIDIA_DRIVER = Path.of("/proc/driver/nvidia/version");
  private static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";

  private Machine() {}

  static List<Finding> all(BundleContext context) {
    List<Finding> findings = new ArrayList<>();
    findings.add(gpu());
    for (String library : new String[] {"cudart", "nvinfer"}) {
      findings.add(library(library));
    }
    findings.add(temporaryFiles());
    findings.add(port(context));
    return findings;
  }

  private static Finding gpu() {
    return Files.exists(NVIDIA_DRIVER)
        ? Finding.ok("an NVIDIA GPU with its driver")
        : Finding.absent(
            "an NVIDIA GPU", "models run on the processor, which is well for a stream");
  }

  private static Finding library(String name) {
    return OptionalLibrary.open(name).isPresent()
        ? Finding.ok("native library " + name)
        : Finding.absent("native library " + name, "only GPUs need it");
  }

  private static Finding temporaryFiles() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Path probe = Files.createTempFile(folder, "sonomask-", "");
      Files.delete(probe);
      return Finding.ok("temporary files in " + folder);
    } catch (IOException e) {
      return Finding.missing(
          "temporary files in " + folder + ": " + e.getMessage(),
          "make room or name another folder with -Djava.io.tmpdir; native libraries go there");
    }
  }

  private static Finding port(BundleContext context) {
    ServiceReference<?>[] serving;
    try {
      serving = context.getAllServiceReferences(RUNTIME, null);
    } catch (InvalidSyntaxException impossible) {
      throw new AssertionError(impossible);
    }
    if (serving != null) {
      return Finding.ok("HTTP is served");
    }
    int port = number(context.getProperty("org.osgi.service.http.port"));
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return Finding.ok("port " + probe.getLocalPort() + " is free for HTTP");
    } catch (IOException taken) {
      return Finding.absent(
          "port " + port + " for HTTP, which another program has",
          "set org.osgi.service.http.port in conf/sonomask.properties");
    }
  }

  private static int number(String text) {
    return text != null && text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
  }
}
