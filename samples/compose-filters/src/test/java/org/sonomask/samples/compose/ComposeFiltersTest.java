// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.freedesktop.gstreamer.Gst;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.engine.TestModel;

class ComposeFiltersTest {

  private static final Path BUILT = Path.of("../../plugin/dist/target/sonomask").toAbsolutePath();
  private static final int WIDTH = 640;
  private static final int HEIGHT = 240;

  @TempDir private Path folder;
  private Path distribution;

  /** The assembled distribution with one bundle more: a model that marks what is bright. */
  @BeforeEach
  void addAModel() throws IOException {
    distribution = Files.createDirectory(folder.resolve("sonomask"));
    Files.createSymbolicLink(distribution.resolve("lib"), BUILT.resolve("lib"));
    Files.createSymbolicLink(distribution.resolve("conf"), BUILT.resolve("conf"));
    Path bundles = Files.createDirectory(distribution.resolve("bundle"));
    try (Stream<Path> jars = Files.list(BUILT.resolve("bundle"))) {
      for (Path jar : jars.filter(file -> !file.toString().contains("model-")).toList()) {
        Files.createSymbolicLink(bundles.resolve(jar.getFileName()), jar);
      }
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "test.model");
    manifest.getMainAttributes().putValue("Sonomask-Model", "model.onnx");
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(bundles.resolve("model.jar")), manifest)) {
      jar.putNextEntry(new JarEntry("model.onnx"));
      Files.copy(new TestModel(64, 64, 1).write(folder), jar);
    }
  }

  @Test
  void thePlainPictureStandsBesideTheMarkedOne() throws Exception {
    Path clip = folder.resolve("clip.webm");
    ffmpeg(
        List.of(
            "-f",
            "lavfi",
            "-i",
            "color=black:s=320x240:r=10:d=2,drawbox=x=160:y=80:w=120:h=120:color=white:t=fill",
            "-f",
            "lavfi",
            "-i",
            "anoisesrc=a=0.9:d=2",
            clip.toString()));
    Path output = folder.resolve("side by side.mp4");

    Gst.init("compose-filters-test");
    ComposeFilters.run(distribution, clip.toUri(), output);

    Path raw = folder.resolve("frame.gray");
    ffmpeg(
        List.of(
            "-ss",
            "1",
            "-i",
            output.toString(),
            "-frames:v",
            "1",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "gray",
            raw.toString()));
    byte[] frame = Files.readAllBytes(raw);
    assertEquals(WIDTH * HEIGHT, frame.length);
    int plain = frame[140 * WIDTH + 220] & 0xff;
    int marked = frame[140 * WIDTH + 220 + WIDTH / 2] & 0xff;
    assertTrue(plain > 200, "the square of the plain picture is " + plain);
    assertTrue(marked < plain - 20, "the square of the marked picture is " + marked);
  }

  private static void ffmpeg(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of("ffmpeg", "-v", "error"), arguments.stream()).toList();
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }
}
