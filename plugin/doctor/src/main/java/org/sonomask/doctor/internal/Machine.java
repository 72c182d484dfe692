// SPDX-License-Identifier: Apache-2.0
package org.sonomask.doctor.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sonomask.api.ModelBuilder;
import org.sonomask.doctor.Finding;

/** What the machine has: an engine and perhaps a GPU, folders to write to, the HTTP port. */
final class Machine {
  private static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";

  private Machine() {}

  static List<Finding> all(BundleContext context) {
    List<Finding> findings = new ArrayList<>();
    findings.add(engine(context));
    findings.add(temporaryFiles());
    state(context).ifPresent(findings::add);
    findings.add(port(context));
    return findings;
  }

  /** Which engine models run on by themselves, and why. */
  private static Finding engine(BundleContext context) {
    ServiceReference<ModelBuilder> engines = context.getServiceReference(ModelBuilder.class);
    if (engines == null) {
      return Finding.missing(
          "an engine", "its bundle is not started, unpack the distribution anew");
    }
    ModelBuilder.Choice choice = context.getService(engines).choice();
    context.ungetService(engines);
    String what = "models run on " + choice.place() + " (" + choice.engine() + ")";
    if (choice.reason().isEmpty()) {
      return Finding.ok(what);
    }
    String why = what + ", for " + choice.reason();
    return choice.remedy().isEmpty() ? Finding.ok(why) : Finding.absent(why, choice.remedy());
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

  /** Where models to swap in and recordings lie; nothing where the framework keeps them itself. */
  private static Optional<Finding> state(BundleContext context) {
    return Optional.ofNullable(context.getProperty("sonomask.state")).map(Machine::state);
  }

  private static Finding state(String folder) {
    Path there = Path.of(folder).toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return Files.isDirectory(there) && Files.isWritable(there)
        ? Finding.ok("recordings and models in " + folder)
        : Finding.absent(
            "recordings, which cannot be written to " + folder,
            "make it writable, or name another folder by sonomask.state in"
                + " conf/sonomask.properties");
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
