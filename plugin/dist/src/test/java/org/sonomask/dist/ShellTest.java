// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sonomask.engine.TestModel;
import org.sonomask.launcher.Plugin;

/** The commands of the shell, typed into a real Gogo while a pipeline plays. */
class ShellTest {

  private static final Path PAGE = Path.of("../README.md");

  @TempDir private static Path folder;
  private static Plugin plugin;
  private static Pipeline pipeline;
  private static Object session;
  private static String stream;

  @BeforeAll
  static void play() throws Exception {
    Gst.init("sonomask-test");
    plugin = Distribution.start(Map.of("sonomask.with", "shell", "gosh.args", "--nointeractive"));
    session = session();
    pipeline = HttpPlugin.play(HttpPlugin.LIVE);
    for (int i = 0; i < 12_000 && stream == null; i++) {
      Thread.sleep(50);
      String[] lines = type("sonomask:streams").split("\n");
      String[] cells = lines.length < 2 ? new String[4] : lines[1].split("\\s{2,}");
      stream = cells[3] == null || Integer.parseInt(cells[3]) < 3 ? null : cells[0];
    }
  }

  @AfterAll
  static void stop() throws Exception {
    HttpPlugin.stop(pipeline);
    plugin.close();
  }

  /** Gogo's own classes are the bundle's. */
  private static Object session() throws Exception {
    ServiceReference<?> reference =
        plugin.context()
            .getAllServiceReferences("org.apache.felix.service.command.CommandProcessor", null)[0];
    Object processor = plugin.context().getService(reference);
    Method create =
        Arrays.stream(processor.getClass().getMethods())
            .filter(
                method ->
                    method.getName().equals("createSession")
                        && method.getParameterCount() == 3
                        && method.getParameterTypes()[0] == InputStream.class)
            .findFirst()
            .orElseThrow();
    OutputStream out = new ByteArrayOutputStream();
    return create.invoke(processor, new ByteArrayInputStream(new byte[0]), out, out);
  }

  /** Types a line; gives what the shell would print. */
  private static String type(String line) throws Exception {
    Class<?> type =
        session
            .getClass()
            .getClassLoader()
            .loadClass("org.apache.felix.service.command.CommandSession");
    try {
      Object result = type.getMethod("execute", CharSequence.class).invoke(session, line);
      return String.valueOf(
          type.getMethod("format", Object.class, int.class).invoke(session, result, 0));
    } catch (InvocationTargetException failure) {
      return String.valueOf(failure.getCause());
    }
  }

  private static void assertShows(String command, String... expected) throws Exception {
    String shown = type(command);
    for (String one : expected) {
      assertTrue(shown.contains(one), command + " shows no " + one + ":\n" + shown);
    }
  }

  @Test
  void allCommandsAreThere() throws Exception {
    Set<String> there = new TreeSet<>();
    for (ServiceReference<?> reference :
        plugin.context().getAllServiceReferences(null, "(osgi.command.scope=sonomask)")) {
      Object functions = reference.getProperty("osgi.command.function");
      there.addAll(functions instanceof String[] all ? List.of(all) : List.of((String) functions));
    }
    assertEquals(
        new TreeSet<>(
            Set.of(
                "streams",
                "stream",
                "models",
                "pipelines",
                "swap",
                "rollback",
                "top",
                "inspect",
                "dot",
                "record",
                "replay",
                "config",
                "doctor")),
        there);
    String page = Files.readString(PAGE);
    for (String command : there) {
      assertTrue(
          Pattern.compile("(?m)^\\|.*`" + command + "[ `]").matcher(page).find(),
          PAGE + " does not name " + command);
    }
  }

  @Test
  void theOperatorsPageNamesEverythingThatIsConfigured() throws Exception {
    String page = Files.readString(PAGE);
    for (String line : type("sonomask:config").split("\n")) {
      if (line.startsWith("sonomask.")) {
        String pid = line.split("[\\s~]")[0];
        String named = pid.replaceFirst("(\\.filter\\.).*", "$1NAME");
        String row = named.replaceFirst("(\\.element\\.).*", "$1FACTORY");
        assertTrue(page.contains("| `" + row + "` |"), PAGE + " does not name " + row);
      }
    }
  }

  @Test
  void theDoctorNamesConfigurationsThatMeanNothing() throws Exception {
    BundleContext context = plugin.context();
    ConfigurationAdmin admin =
        context.getService(context.getServiceReference(ConfigurationAdmin.class));
    Configuration gate = admin.getConfiguration("sonomask.filter.gate", "?");
    Configuration overlay = admin.getFactoryConfiguration("sonomask.element.sonooverlay", "x", "?");
    try {
      gate.update(new Hashtable<>(Map.of("close", "0.9", "felix.fileinstall.filename", "a")));
      overlay.update(new Hashtable<>(Map.of("name", "nobody", "opacty", "0.5")));
      assertShows("sonomask:doctor", "close (0.9) is above open (0.5)", "has no opacty; it has [");
    } finally {
      gate.delete();
      overlay.delete();
    }
    assertShows("sonomask:doctor", "configurations");
  }

  @Test
  void wrongArgumentsAreRefusedWithTheRemedy() throws Exception {
    assertShows("sonomask:config sonomask.filter.gate", "0.47");
    assertShows("sonomask:config sonomask.nothing", "there is no configuration");
    assertShows("sonomask:config sonomask.nothing a 1", "nothing is configured by");
    assertShows("sonomask:config sonomask.filter.gate wide 1", "has no wide; it has [");
    assertShows("sonomask:config sonomask.filter.gate close 0.9", "lower close or raise open");
    assertShows("sonomask:config sonomask.filter.gate delete", "config PID KEY VALUE");
    assertShows("sonomask:stream paint colour 1", "has no property colour; it has");
    assertShows("sonomask:record " + folder.resolve("w") + " nobody", "there is no stream nobody");
    assertShows(
        "sonomask:record " + folder.resolve("w") + " " + stream + " 0", "1 window at least");
    assertShows("sonomask:record now", "record FILE STREAM");
    Path missing = folder.resolve("missing");
    assertShows("sonomask:replay " + missing, "there is no file " + missing);
    assertShows("sonomask:swap " + missing, "there is no file " + missing);
    Path text = Files.writeString(folder.resolve("text"), "text");
    assertShows("sonomask:replay " + text, text + " is no recording");
    assertShows("sonomask:swap " + text, text + " cannot be read");
    assertShows("sonomask:dot paint " + folder.resolve("no/where"), "there is no folder");
  }

  @Test
  void streamsModelsAndElementsAreShown() throws Exception {
    assertShows("sonomask:streams", "STREAM", stream, "dBFS");
    assertShows("sonomask:models", "MODEL", "224x224");
    assertShows("sonomask:stream " + stream, "smoothing", "0.5", "sync-mode", "live");
    assertShows(
        "sonomask:inspect paint",
        "opacity",
        "a number from 0.0 to 1.0",
        "How opaque",
        "18446744073709551615");
    assertShows("sonomask:dot paint", "digraph", "audiotestsrc");
    assertShows("sonomask:stream nobody", "there is no element nobody", ".paint");
  }

  @Test
  void aPropertyIsSetAtOnce() throws Exception {
    assertShows("sonomask:stream paint opacity 0.125", "0.125");
    assertEquals(0.125, pipeline.getElementByName("paint").get("opacity"));
    assertShows("sonomask:stream paint opacity 7", "a number from 0.0 to 1.0, not '7'");
  }

  @Test
  void configurationsAreShownSetAndRemoved() throws Exception {
    assertShows("sonomask:config", "sonomask.scheduler", "sonomask.filter.gate");
    String pid = "sonomask.element.sonooverlay~shell";
    assertShows("sonomask:config " + pid + " outline-width 7", "outline-width", "7.0");
    await("paint", "outline-width", 7.0);
    assertShows("sonomask:config " + pid + " outline-width null", "outline-width     -");
    assertShows("sonomask:config " + pid + " remove", "removed");
    assertShows("sonomask:config " + pid, "there is no configuration " + pid);
    assertShows(
        "sonomask:config sonomask.scheduler max.batch 0",
        "max.batch takes a whole number from 1 to 256, not '0'");
  }

  private static void await(String element, String property, Object value) throws Exception {
    Object now = pipeline.getElementByName(element).get(property);
    for (int i = 0; !value.equals(now); i++) {
      assertTrue(i < 24_000, property + " is " + now);
      Thread.sleep(25);
      now = pipeline.getElementByName(element).get(property);
    }
  }

  @Test
  void theDoctorNamesWhatIsThere() throws Exception {
    assertShows(
        "sonomask:doctor",
        "GStreamer 1.",
        "GStreamer elements",
        "metadata",
        "model",
        "port",
        "recordings and models in");
  }

  @Test
  void windowsAreRecordedAndReplayedAndAModelIsSwappedAndTakenBack() throws Exception {
    Path recording = folder.resolve("windows");
    type("sonomask:record " + recording + " " + stream + " 3");
    for (int i = 0; type("sonomask:record").contains("true"); i++) {
      assertTrue(i < 12_000, "no windows come");
      Thread.sleep(50);
    }
    assertShows("sonomask:record stop", recording.toString(), "false");
    assertShows("sonomask:replay " + recording, "AGREEMENT", "3", "1.0");

    Path model = new TestModel(224, 224, 1).write(folder);
    assertShows("sonomask:replay " + recording + " " + model, "bright-and-loud");
    assertShows("sonomask:swap " + model + " " + "0".repeat(64), "not the file it should be");
    assertShows("sonomask:swap " + model, "bright-and-loud");
    assertShows("sonomask:models", "bright-and-loud");
    assertShows("sonomask:rollback", "taken back");
    assertShows("sonomask:rollback", "nothing to take back");
    assertTrue(Files.size(recording) > 1000);
  }
}
