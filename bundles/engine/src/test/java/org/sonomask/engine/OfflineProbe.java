// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sonomask.api.SegmenterBatch;

/**
 * A program that loads a model, runs it, and prints every URL that was asked for and every socket
 * that is open. Its first argument is the model.
 */
final class OfflineProbe {
  static final String DONE = "done";

  private OfflineProbe() {}

  public static void main(String[] arguments) throws Exception {
    ProxySelector.setDefault(new Recorder());
    try (OnnxSegmenter segmenter =
        OnnxSegmenter.open(Path.of(arguments[0]), EngineOptions.DEFAULT)) {
      SegmenterBatch batch = segmenter.newBatch(1);
      for (int i = 0; i < 10; i++) {
        segmenter.segment(batch, 1);
        printSockets();
      }
    }
    System.out.println(DONE);
  }

  private static void printSockets() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith("socket:") && !isLocal(target)) {
            System.out.println(target);
          }
        }
      }
    }
  }

  /** The JDK's file channels keep half of an unnamed local socket pair, which leads nowhere. */
  private static boolean isLocal(String socket) throws IOException {
    String inode = socket.substring("socket:[".length(), socket.length() - 1);
    return Files.readString(Path.of("/proc/self/net/unix")).matches("(?s).*\\s" + inode + "\\s.*");
  }

  /** HTTP clients of the JDK ask it before they open a connection. */
  private static final class Recorder extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      System.out.println(uri);
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      System.out.println(uri + " failed");
    }
  }
}
