// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of an unpacked distribution.
 *
 * @param root the folder that holds {@code bin}, {@code bundle}, {@code conf} and {@code lib}
 */
record Home(Path root) {

  /** The property that tells bundles the folder. */
  static final String PROPERTY = "sonomask.home";

  /** Stands for the folder in the values of {@code conf/sonomask.properties}. */
  private static final String PLACE = "${" + PROPERTY + "}";

  /** The property that tells bundles the folder they may write to. */
  static final String STATE = "sonomask.state";

  /** Stands for the user's folder of state in the values of that file. */
  private static final String USER_STATE = "${user.state}";

  /** The property that names the optional parts to start, separated by commas. */
  static final String WITH = "sonomask.with";

  /**
   * Jars the framework installs and starts: those of {@code bundle}, and those of each optional
   * part that the configuration names.
   *
   * @throws IOException if there is no such part; the message names those there are
   */
  List<Path> bundles(Properties configuration) throws IOException {
    List<Path> bundles = new ArrayList<>(jars(root.resolve("bundle")));
    Path optional = root.resolve("optional");
    for (String part : configuration.getProperty(WITH, "").split(",")) {
      Path folder = optional.resolve(part.strip());
      if (!part.isBlank() && !Files.isDirectory(folder)) {
        throw new IOException("there is no optional part '" + part + "' in " + optional);
      }
      bundles.addAll(part.isBlank() ? List.of() : jars(folder));
    }
    return bundles;
  }

  /** Jars on the class path, whose packages the system bundle exports. */
  List<Path> libraries() throws IOException {
    return jars(root.resolve("lib"));
  }

  /**
   * {@code conf/sonomask.properties}, in which <code>${sonomask.home}</code> stands for the folder
   * and <code>${user.state}</code> for the user's; a system property of the same name goes first.
   */
  Properties configuration() throws IOException {
    Properties configuration = new Properties();
    configuration.setProperty(PROPERTY, root.toString());
    configuration.setProperty(STATE, root.toString());
    try (var reader = Files.newBufferedReader(root.resolve("conf/sonomask.properties"))) {
      configuration.load(reader);
    }
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("sonomask.") || configuration.containsKey(name)) {
        configuration.setProperty(name, System.getProperty(name));
      }
    }
    String userState = userState(System.getenv()).toString();
    configuration.replaceAll(
        (name, value) ->
            ((String) value).replace(PLACE, root.toString()).replace(USER_STATE, userState));
    return configuration;
  }

  /**
   * Where a user's programs keep what they write, as the XDG Base Directory Specification has it.
   */
  static Path userState(Map<String, String> environment) {
    Path given = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
    return given.isAbsolute() ? given : Path.of(System.getProperty("user.home"), ".local/state");
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
