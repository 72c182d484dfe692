// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  private static final int ITERATIONS = 4;

  @TempDir private static Path folder;
  private static Path data;
  private static Path config;

  @BeforeAll
  static void writeASmallSet() throws IOException {
    data = BenchFolder.singleSource(folder.resolve("Single-source"), 3, 1);
    config =
        Files.writeString(
            folder.resolve("config.json"),
            "{\"network\":\"lite\",\"device\":\"cpu\",\"batch\":1,\"fresh\":1,\"memory\":1,"
                + "\"workers\":1,\"iterations\":"
                + ITERATIONS
                + ",\"report\":1,\"check\":4,\"checkClips\":1,\"save\":0,\"points\":256,"
                + "\"rise\":0}");
  }

  @Test
  void aKilledRunGoesOnWithTheSameCurve() throws Exception {
    Path killed = folder.resolve("killed");
    Process process = start(killed);
    try {
      while (process.isAlive() && rows(killed).size() < 2) {
        Thread.sleep(50);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertTrue(rows(killed).size() < ITERATIONS, "the run was at its end before it was killed");
    String[] again = {"--data", data(), "--config", config.toString(), "--out", killed.toString()};
    IOException refused = assertThrows(IOException.class, () -> Train.run(again));
    assertTrue(refused.getMessage().contains("--resume"), refused.getMessage());

    Train.run(
        "--data", data(), "--config", config.toString(), "--out", killed.toString(), "--resume");
    Path straight = folder.resolve("straight");
    Train.run("--data", data(), "--config", config.toString(), "--out", straight.toString());

    List<double[]> wanted = rows(straight);
    List<double[]> got = rows(killed);
    assertEquals(ITERATIONS, wanted.size());
    assertEquals(wanted.size(), got.size());
    for (int row = 0; row < wanted.size(); row++) {
      assertEquals(wanted.get(row)[0], got.get(row)[0]);
      assertEquals(wanted.get(row)[3], got.get(row)[3], 1e-3 * wanted.get(row)[3], "row " + row);
    }
    assertTrue(Files.size(killed.resolve("curve.png")) > 0);
    assertTrue(Files.size(killed.resolve("weights.safetensors")) > 0);
  }

  @Test
  void aFolderThatHoldsNothingIsRefusedByWhatItLacks() {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> Train.run("--data", folder.toString(), "--out", folder + "/nothing"));
    assertTrue(refused.getMessage().contains("s4_data"), refused.getMessage());
    assertTrue(refused.getMessage().contains("manifest.jsonl"), refused.getMessage());
  }

  @Test
  void aNetworkOfOtherClassesIsRefused() throws IOException {
    Path other =
        Files.writeString(folder.resolve("other.json"), "{\"network\":\"avss5-resnet34\"}");
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Train.run("--data", data(), "--config", other.toString(), "--out", folder + "/x"));
    assertTrue(refused.getMessage().contains("71 classes"), refused.getMessage());
  }

  private static String data() {
    return data.toString();
  }

  private static Process start(Path out) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "org.sonomask.training.Train",
            "--data",
            data(),
            "--config",
            config.toString(),
            "--out",
            out.toString());
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
  }

  /** The rows of a run's curve that are whole. */
  private static List<double[]> rows(Path run) throws IOException {
    Path csv = run.resolve("curve.csv");
    List<double[]> rows = new ArrayList<>();
    if (Files.exists(run.resolve("checkpoint.safetensors")) && Files.exists(csv)) {
      for (String line : Files.readAllLines(csv).stream().skip(1).toList()) {
        String[] cells = line.split(",");
        rows.add(new double[] {Double.parseDouble(cells[0]), 0, 0, Double.parseDouble(cells[3])});
      }
    }
    return rows;
  }
}
