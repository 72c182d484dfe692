// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeProvider;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.sonomask.engine.TestModel;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.launcher.Plugin;

/** Configurations reach elements that live and elements to come, from Config Admin and files. */
class ElementsFollowConfigurationTest {
  private static final String PID = "sonomask.element.sonooverlay";
  private static final Path FILE = Distribution.ROOT.resolve("conf/" + PID + "-desk.cfg");

  private static Plugin plugin;
  private static ConfigurationAdmin admin;

  @BeforeAll
  static void startFelix() throws Exception {
    Gst.init("sonomask-test");
    plugin = Distribution.start();
    admin =
        plugin.context().getService(plugin.context().getServiceReference(ConfigurationAdmin.class));
  }

  @AfterAll
  static void stopFelix() throws IOException {
    plugin.close();
  }

  @AfterEach
  void forgetConfigurations() throws Exception {
    Files.deleteIfExists(FILE);
    Configuration[] all = admin.listConfigurations("(service.factoryPid=" + PID + ")");
    for (Configuration one : all == null ? new Configuration[0] : all) {
      one.delete();
    }
  }

  private static void configure(String name, Map<String, Object> values) throws IOException {
    admin.getFactoryConfiguration(PID, name, "?").update(new Hashtable<>(values));
  }

  private static void await(Element element, String property, Object value) throws Exception {
    for (int i = 0; i < 60_000 && !value.equals(element.get(property)); i++) {
      Thread.sleep(10);
    }
    assertEquals(value, element.get(property));
  }

  @Test
  void aConfigurationReachesALivingElement() throws Exception {
    Element desk = ElementFactory.make("sonooverlay", "desk");
    Element hall = ElementFactory.make("sonooverlay", "hall");
    configure("many", Map.of("opacity", "0.25", "labels", false));
    await(desk, "opacity", 0.25);
    await(hall, "labels", false);
    configure("one", Map.of("name", "d*k", "opacity", 0.75));
    await(desk, "opacity", 0.75);
    assertEquals(0.25, hall.get("opacity"));
  }

  @Test
  void aConfigurationReachesAnElementToComeAndGoesBeforeTheProgram() throws Exception {
    configure("late", Map.of("name", "late", "opacity", 0.125));
    configure("all", Map.of("opacity", 1, "palette", "vivid"));
    Element late = null;
    // Config Admin tells its listeners later, on a thread of its own.
    for (int i = 0; i < 60_000 && (late == null || !late.get("opacity").equals(0.125)); i++) {
      Thread.sleep(10);
      late = ElementFactory.make("sonooverlay", "late");
      late.set("opacity", 0.5);
      late.setState(State.READY);
      late.setState(State.NULL);
    }
    assertEquals(0.125, late.get("opacity"));
  }

  @Test
  void aFileIsAConfiguration() throws Exception {
    Element desk = ElementFactory.make("sonooverlay", "desk");
    Files.writeString(FILE, "outline-width = 7.5\n");
    await(desk, "outline-width", 7.5);
    Files.writeString(FILE, "outline-width = 12.25\n");
    await(desk, "outline-width", 12.25);
  }

  @Test
  void aFileBringsAModelAndTakesItAway(@TempDir Path folder) throws Exception {
    Path model = new TestModel(32, 32, 1).write(folder);
    Path file = Distribution.ROOT.resolve("conf/sonomask.segmenter-mine.cfg");
    Files.writeString(file, "path = " + model + "\nthreads = 1\n");
    try {
      awaitModel(true);
    } finally {
      Files.delete(file);
    }
    awaitModel(false);
  }

  private static void awaitModel(boolean there) throws Exception {
    for (int i = 0; isDefault("bright-and-loud") != there; i++) {
      assertTrue(i < 60_000, there ? "the model does not come" : "the model does not go");
      Thread.sleep(10);
    }
  }

  /** A configured model has a higher ranking than one that a bundle brings. */
  private static boolean isDefault(String model) throws Exception {
    ServiceReference<?>[] all =
        plugin.context().getAllServiceReferences("org.sonomask.api.Segmenter", null);
    return all != null
        && model.equals(
            Arrays.stream(all)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .getProperty("sonomask.model"));
  }

  @Test
  void aWrongConfigurationChangesNothing() throws Exception {
    Element desk = ElementFactory.make("sonooverlay", "desk");
    configure("wrong", Map.of("opacity", 7));
    configure("right", Map.of("outline-width", 3));
    await(desk, "outline-width", 3.0);
    assertEquals(0.5, desk.get("opacity"));
  }

  @Test
  void consolesSeeThePropertiesOfEveryElement() throws Exception {
    for (ServiceReference<ElementProvider> reference :
        plugin.context().getServiceReferences(ElementProvider.class, null)) {
      ElementProvider provider = plugin.context().getService(reference);
      String pid = "sonomask.element." + provider.type().factory();
      List<String> shown = attributes(pid);
      for (PropertySpec property : provider.type().properties()) {
        boolean writable = property.access() != PropertySpec.Access.READ_ONLY;
        assertEquals(writable, shown.contains(property.name()), pid + " " + property.name());
      }
      assertTrue(shown.contains("name"));
    }
  }

  private static List<String> attributes(String pid) throws Exception {
    ServiceReference<MetaTypeProvider> reference =
        plugin
            .context()
            .getServiceReferences(MetaTypeProvider.class, "(metatype.factory.pid=" + pid + ")")
            .iterator()
            .next();
    ObjectClassDefinition definition =
        plugin.context().getService(reference).getObjectClassDefinition(pid, null);
    return Arrays.stream(definition.getAttributeDefinitions(ObjectClassDefinition.ALL))
        .map(AttributeDefinition::getID)
        .toList();
  }
}
