// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Choice;
import org.sonomask.launcher.Plugin;

/** GStreamer's registry knows the elements, and no JVM is started for that. */
class ListingTest {

  @TempDir private static Path unpacked;
  private static Installed installed;

  @TempDir private Path registry;
  private Path loaded;

  @BeforeAll
  static void unpack() throws Exception {
    installed = Installed.in(unpacked);
  }

  @BeforeEach
  void makeAFolderForTheLoadersLogs() throws IOException {
    loaded = Files.createDirectory(registry.resolve("loaded"));
  }

  /** Has the dynamic loader write down what each process loads, GStreamer's scanner too. */
  private Program.Outcome watched(Object... command) throws Exception {
    return installed
        .program(registry, command)
        .with("LD_DEBUG", "files")
        .with("LD_DEBUG_OUTPUT", loaded.resolve("process"))
        .run()
        .succeeded();
  }

  private boolean anyLoaded(String library) throws IOException {
    try (Stream<Path> processes = Files.list(loaded)) {
      for (Path process : processes.toList()) {
        if (Files.readString(process).contains(library)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void theScannerStartsNoJvm() throws Exception {
    String listed = watched("gst-inspect-1.0").out();

    assertTrue(listed.contains("sonomask:  sonooverlay: "), listed);
    assertTrue(anyLoaded("libgstsonomask.so"));
    assertFalse(anyLoaded("libjvm.so"));
  }

  /** As on Debian, where /lib is a link to /usr/lib and GStreamer names plugins by either. */
  @Test
  void theFoldersOfPluginsMayBeLinks() throws Exception {
    Path lib =
        Files.createSymbolicLink(registry.resolve("lib"), installed.root().resolve("usr/lib"));
    Path plugins = lib.resolve(installed.root().resolve("usr/lib").relativize(installed.plugins()));
    installed
        .program(registry, "gst-inspect-1.0", "sonooverlay")
        .with("GST_PLUGIN_PATH", plugins)
        .run()
        .succeeded();
  }

  @Test
  void theFirstInstanceStartsIt() throws Exception {
    watched("gst-launch-1.0", "videotestsrc", "num-buffers=1", "!", "sonooverlay", "!", "fakesink");
    assertTrue(anyLoaded("libjvm.so"));
  }

  @Test
  void theListIsTheDistributions() throws Exception {
    String listed = installed.program(registry, "gst-inspect-1.0").run().succeeded().out();
    List<String> ours = listed.lines().filter(line -> line.startsWith("sonomask: ")).toList();
    assertEquals(
        types().stream()
            .map(type -> "sonomask:  " + type.factory() + ": " + type.longName())
            .toList(),
        ours.stream().sorted().toList());
  }

  @Test
  void whatInspectShowsIsWhatTheElementsSayInJava() throws Exception {
    for (ElementType type : types()) {
      String shown =
          installed
              .program(registry, "gst-inspect-1.0", type.factory())
              .withoutJava()
              .run()
              .succeeded()
              .out();
      assertTrue(shown.contains(type.description()), shown);
      assertTrue(shown.contains("+----" + type.typeName()), shown);
      for (PropertySpec property : type.properties()) {
        assertTrue(shown.contains(property.name()), property + " in " + shown);
        assertTrue(shown.contains(property.blurb()), property + " in " + shown);
        for (Choice choice : property.choices()) {
          assertTrue(shown.contains("- " + choice.description()), choice + " in " + shown);
        }
      }
    }
  }

  @Test
  void withoutJavaItShowsTheSame() throws Exception {
    String with =
        installed.program(registry, "gst-inspect-1.0", "sonooverlay").run().succeeded().out();
    String without =
        installed
            .program(registry, "gst-inspect-1.0", "sonooverlay")
            .withoutJava()
            .run()
            .succeeded()
            .out();
    assertEquals(with, without);
  }

  private static List<ElementType> types() throws Exception {
    try (Plugin plugin = Plugin.start(installed.home())) {
      BundleContext context = plugin.context();
      return context.getServiceReferences(ElementProvider.class, null).stream()
          .map(
              (ServiceReference<ElementProvider> reference) -> context.getService(reference).type())
          .sorted(Comparator.comparing(ElementType::factory))
          .toList();
    }
  }
}
