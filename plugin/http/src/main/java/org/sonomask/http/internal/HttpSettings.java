// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What HTTP clients may do: PID {@code sonomask.http}. */
@Component(service = HttpSettings.class, configurationPid = "sonomask.http")
@Designate(ocd = HttpSettings.Configuration.class)
public final class HttpSettings {

  /** The configuration. */
  @ObjectClassDefinition(name = "Sonomask HTTP", description = "What HTTP clients may do.")
  public @interface Configuration {
    /** The token. */
    @AttributeDefinition(
        type = AttributeType.PASSWORD,
        description =
            "What clients must show: as 'Authorization: Bearer TOKEN', or once as ?token=TOKEN."
                + " Without one, only clients on this machine are served.")
    String token() default "";

    /** Pictures. */
    @AttributeDefinition(description = "Whether clients may see the pictures of pipelines.")
    boolean preview() default true;

    /** More rights. */
    @AttributeDefinition(
        description =
            "Whether clients may change everything: also what names files, describes pipelines, or"
                + " says what clients may do.")
    boolean administration() default false;

    /** Where models lie. */
    @AttributeDefinition(
        description = "Folder of the models that clients may swap in; empty is that of the plugin.")
    String models_folder() default "";

    /** Where recordings lie. */
    @AttributeDefinition(
        description = "Folder that recordings are written to; empty is that of the plugin.")
    String recordings_folder() default "";
  }

  private final BundleContext context;
  private volatile Configuration configuration;

  /** Made by Declarative Services. */
  @Activate
  public HttpSettings(BundleContext context, Configuration configuration) {
    this.context = context;
    this.configuration = configuration;
  }

  /** From the next request on; clients that are being served stay. */
  @Modified
  void change(Configuration changed) {
    configuration = changed;
  }

  /** What clients must show; empty if only those on this machine are served. */
  String token() {
    return configuration.token();
  }

  boolean preview() {
    return configuration.preview();
  }

  boolean administration() {
    return configuration.administration();
  }

  /**
   * A model that a client names.
   *
   * @throws IllegalArgumentException if it is not in the folder of models
   */
  Path model(String name) {
    return in(folder(configuration.models_folder(), "models"), name);
  }

  /**
   * A recording that a client names.
   *
   * @throws IllegalArgumentException if it is no plain name
   */
  Path recording(String name) {
    return in(folder(configuration.recordings_folder(), "recordings"), name);
  }

  private Path folder(String configured, String usual) {
    String state = context.getProperty("sonomask.state");
    if (!configured.isEmpty()) {
      return Path.of(configured);
    }
    return state == null ? context.getDataFile(usual).toPath() : Path.of(state, usual);
  }

  /** Links that lead out of the folder are refused like paths that do. */
  private static Path in(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      Path real = Files.exists(file) ? file.toRealPath() : file;
      if (name.matches("[\\w][\\w.-]*")
          && real.getParent().toRealPath().equals(folder.toRealPath())) {
        return real;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(folder + " cannot be used: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "'" + name + "' is no plain file name; files lie in the plugin's folder only");
  }
}
