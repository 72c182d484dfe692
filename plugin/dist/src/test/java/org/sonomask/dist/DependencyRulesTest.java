// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may use what. A dependency that is not here is a change of the architecture. */
class DependencyRulesTest {

  /** The modules of ours that each module may use, by their folders. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          entry("bundles/api", Set.of()),
          entry("bundles/combo", Set.of("bundles/api")),
          entry("bundles/djl-tensorrt", Set.of()),
          entry(
              "bundles/engine",
              Set.of("bundles/api", "bundles/djl-tensorrt", "bundles/tensorrt-kernels")),
          entry(
              "bundles/evaluation",
              Set.of("bundles/api", "bundles/combo", "bundles/runtime", "bundles/scenes")),
          entry("bundles/filters", Set.of("bundles/api")),
          entry("bundles/metadata", Set.of("bundles/api")),
          entry("bundles/model-default", Set.of()),
          entry("bundles/models", Set.of("bundles/api")),
          entry("bundles/runtime", Set.of("bundles/api")),
          entry("bundles/scenes", Set.of("bundles/api")),
          entry("bundles/tensorrt-kernels", Set.of()),
          entry(
              "bundles/training",
              Set.of("bundles/api", "bundles/combo", "bundles/runtime", "bundles/scenes")),
          entry("bundles/wrap-djl", Set.of()),
          entry("bundles/wrap-gst1", Set.of()),
          entry("gst-elements/ffi", Set.of()),
          entry("gst-elements/elements", Set.of("bundles/api", "gst-elements/ffi")),
          entry("gst-elements/loader", Set.of("gst-elements/ffi", "plugin/launcher")),
          entry("plugin/launcher", Set.of()),
          entry("plugin/doctor", Set.of("bundles/api", "gst-elements/ffi", "plugin/configuration")),
          entry("plugin/watch", Set.of("bundles/api", "gst-elements/ffi", "plugin/pipelines")),
          entry("plugin/configuration", Set.of("bundles/api")),
          entry("plugin/pipelines", Set.of("gst-elements/ffi")),
          entry(
              "plugin/shell",
              Set.of(
                  "bundles/api",
                  "gst-elements/ffi",
                  "plugin/configuration",
                  "plugin/doctor",
                  "plugin/pipelines",
                  "plugin/watch")),
          entry(
              "plugin/http",
              Set.of(
                  "bundles/api",
                  "gst-elements/ffi",
                  "plugin/configuration",
                  "plugin/pipelines",
                  "plugin/watch")),
          entry("plugin/registrar", Set.of("gst-elements/ffi")),
          entry(
              "plugin/command",
              Set.of(
                  "bundles/api",
                  "bundles/combo",
                  "bundles/evaluation",
                  "bundles/scenes",
                  "gst-elements/ffi",
                  "plugin/doctor",
                  "plugin/launcher",
                  "plugin/pipelines")),
          entry("plugin/dist", Set.of()),
          entry(
              "ci/bench",
              Set.of(
                  "bundles/api", "gst-elements/ffi", "gst-elements/elements", "plugin/launcher")));

  /** Run on a class path beside the bundles and look into them. */
  private static final Set<String> COMPARISONS =
      Set.of("ci/comparison", "ci/filters", "ci/streams", "ci/tensorrt");

  private static final String OURS = "org.sonomask.";

  private static List<ModuleManifest> modules;

  @BeforeAll
  static void readTheManifests() throws IOException {
    modules = ModuleManifest.ofReactor();
    assertTrue(modules.size() >= 10, "only " + modules.size() + " modules are built");
  }

  @Test
  void aModuleUsesOnlyTheModulesItMayUse() {
    Map<String, String> exporters = new HashMap<>();
    for (ModuleManifest module : modules) {
      for (String name : module.exports()) {
        exporters.put(name, module.folder());
      }
    }
    for (ModuleManifest module : modules) {
      Set<String> allowed = ALLOWED.get(module.folder());
      if (module.folder().startsWith("samples/") || COMPARISONS.contains(module.folder())) {
        continue;
      }
      assertNotNull(allowed, module.folder() + " is new: say here what it may use");
      for (String name : module.importsOf(OURS)) {
        String exporter = exporters.get(name);
        assertNotNull(exporter, module.folder() + " uses " + name + ", which nobody exports");
        assertTrue(
            allowed.contains(exporter) || exporter.equals(module.folder()),
            module.folder() + " must not use " + name + " of " + exporter);
      }
    }
  }

  @Test
  void theApiDependsOnNothing() {
    ModuleManifest api = module("bundles/api");
    assertEquals(api.importsOf("java."), api.imports());
  }

  /** Of GStreamer, of the CUDA driver, of TensorRT's profiler, and of ONNX Runtime's telemetry. */
  @Test
  void onlyTheBindingsUseJna() {
    Set<String> bindings =
        Set.of(
            "gst-elements/ffi",
            "bundles/engine",
            "bundles/djl-tensorrt",
            "bundles/tensorrt-kernels",
            "ci/tensorrt");
    for (ModuleManifest module : modules) {
      boolean binding = bindings.contains(module.folder()) || module.folder().contains("/wrap-");
      assertTrue(
          binding || module.importsOf("com.sun.jna").isEmpty(), module.folder() + " uses JNA");
    }
  }

  @Test
  void bundlesKnowNoGStreamer() {
    for (ModuleManifest module : modules) {
      if (module.folder().startsWith("bundles/") && !module.folder().contains("/wrap-")) {
        assertEquals(
            Set.of(),
            module.importsOf("org.freedesktop.gstreamer", "org.sonomask.gst"),
            module.folder() + " uses GStreamer");
      }
    }
  }

  @Test
  void onlyTrainingUsesLibtorch() {
    for (ModuleManifest module : modules) {
      assertTrue(
          module.folder().equals("bundles/training")
              || COMPARISONS.contains(module.folder())
              || module.importsOf("org.bytedeco").isEmpty(),
          module.folder() + " uses libtorch");
    }
  }

  @Test
  void nobodySeesTheInternalsOfAnother() {
    for (ModuleManifest module : modules) {
      for (String name : module.importsOf(OURS)) {
        assertTrue(!name.contains(".internal"), module.folder() + " uses " + name);
      }
      for (String name : module.exports()) {
        assertTrue(
            !name.startsWith(OURS) || !name.contains(".internal"),
            module.folder() + " exports " + name);
      }
    }
  }

  /** Two bundles with one package would see half of it each. */
  @Test
  void aPackageLivesInOneModule() {
    Map<String, String> homes = new HashMap<>();
    for (ModuleManifest module : modules) {
      for (String name : module.contents()) {
        assertEquals(null, homes.put(name, module.folder()), name + " is in two modules");
      }
      for (String name : module.exports()) {
        assertEquals(null, homes.put(name, module.folder()), name + " is in two modules");
      }
    }
  }

  private static ModuleManifest module(String folder) {
    return modules.stream()
        .filter(module -> module.folder().equals(folder))
        .findFirst()
        .orElseThrow();
  }
}
