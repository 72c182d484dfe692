// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.metadata.Masks;
import org.sonomask.metadata.RandomMasks;

/** Through GStreamer's own mpegtsmux and tsdemux, where its tools are installed. */
class TransportStreamTest {
  private static final int SETS = 20;
  private static final int SECONDS = 600;

  @TempDir private Path folder;

  @Test
  void setsComeOutOfATransportStreamAsTheyWentIn() throws Exception {
    assumeTrue(installed("gst-launch-1.0"), "needs gst-launch-1.0 (gstreamer1.0-tools)");
    List<MaskFrame> masks = new ArrayList<>();
    List<byte[]> sets = new ArrayList<>();
    for (int i = 0; i < SETS; i++) {
      MaskFrame mask = new RandomMasks(i).frame().withGeometry(MaskGeometry.WHOLE);
      masks.add(mask);
      sets.add(Masks.write(new KlvCodec(), Masks.SCORES, mask));
    }
    Path stream = folder.resolve("masks.ts");
    mux(sets, stream);
    Path out = folder.resolve("masks.klv");
    Process demux =
        launch("filesrc location=" + stream + " ! tsdemux ! meta/x-klv ! filesink location=" + out);
    finish(demux);
    byte[] demuxed = Files.readAllBytes(out);
    assertArrayEquals(joined(sets), demuxed);
    List<MaskFrame> read = Masks.read(new KlvCodec(), demuxed, new Random(6));
    assertEquals(SETS, read.size());
    for (int i = 0; i < SETS; i++) {
      assertArrayEquals(masks.get(i).labels(), read.get(i).labels());
    }
  }

  /** A datagram a set: udpsrc makes a timed buffer of each. */
  private void mux(List<byte[]> sets, Path stream) throws IOException, InterruptedException {
    try (DatagramSocket socket = new DatagramSocket()) {
      int port = freePort();
      Process mux =
          launch(
              "udpsrc address=127.0.0.1 port="
                  + port
                  + " num-buffers="
                  + sets.size()
                  + " caps=meta/x-klv,parsed=(boolean)true ! mpegtsmux ! filesink location="
                  + stream);
      awaitListening(mux);
      for (byte[] set : sets) {
        socket.send(new DatagramPacket(set, set.length, InetAddress.getByName("127.0.0.1"), port));
      }
      finish(mux);
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static Process launch(String pipeline) throws IOException {
    List<String> command = new ArrayList<>(List.of("gst-launch-1.0"));
    command.addAll(Arrays.asList(pipeline.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start();
  }

  private static void awaitListening(Process mux) throws IOException {
    BufferedReader output = mux.inputReader();
    String line = output.readLine();
    while (line != null && !line.contains("live")) {
      line = output.readLine();
    }
    assertTrue(line != null, "the pipeline did not start");
  }

  private static void finish(Process process) throws InterruptedException, IOException {
    boolean finished = process.waitFor(SECONDS, TimeUnit.SECONDS);
    if (!finished) {
      process.destroyForcibly();
    }
    String output = new String(process.getInputStream().readAllBytes());
    assertTrue(finished && process.exitValue() == 0, output);
  }

  private static boolean installed(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
  }

  private static byte[] joined(List<byte[]> sets) {
    byte[] all = new byte[sets.stream().mapToInt(set -> set.length).sum()];
    int at = 0;
    for (byte[] set : sets) {
      System.arraycopy(set, 0, all, at, set.length);
      at += set.length;
    }
    return all;
  }
}
