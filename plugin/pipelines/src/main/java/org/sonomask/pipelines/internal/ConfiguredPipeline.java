// SPDX-License-Identifier: Apache-2.0
package org.sonomask.pipelines.internal;

import java.time.Duration;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.pipelines.Pipeline;
import org.sonomask.pipelines.Playback;

/**
 * A pipeline that plays as long as its configuration is there: factory PID {@code
 * sonomask.pipeline}.
 */
@Component(
    immediate = true,
    configurationPid = "sonomask.pipeline",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredPipeline.Configuration.class, factory = true)
public final class ConfiguredPipeline implements Pipeline {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredPipeline.class);

  /** The framework property that says false in processes that are for something else. */
  private static final String SWITCH = "sonomask.pipelines";

  private static final String NEVER = "never";
  private static final String FAILURE = "failure";
  private static final String ALWAYS = "always";
  private static final Duration STOPPING = Duration.ofSeconds(5);

  /** The configuration of one pipeline. */
  @ObjectClassDefinition(
      name = "Sonomask pipeline",
      description = "A pipeline that plays as long as this is configured.")
  public @interface Configuration {
    /** The pipeline. */
    @AttributeDefinition(description = "The pipeline, as gst-launch-1.0 takes it.")
    String description();

    /** Whether to play it again. */
    @AttributeDefinition(
        description = "After what it is started again: never, failure, or always, also at its end.",
        options = {
          @Option(label = "never", value = NEVER),
          @Option(label = "after a failure", value = FAILURE),
          @Option(label = "after a failure and at its end", value = ALWAYS)
        })
    String restart() default FAILURE;

    /** The pause before that. */
    @AttributeDefinition(min = "100", description = "Milliseconds until it is started again.")
    long restart_ms() default 1000;
  }

  private final String name;
  private final Configuration configuration;
  private final Thread player;
  private volatile Status status = new Status(State.WAITING, 0, "");
  private volatile boolean closing;

  /** Starts to play, unless this process is for something else. */
  @Activate
  public ConfiguredPipeline(
      BundleContext context, Configuration configuration, Map<String, Object> properties) {
    this.configuration = configuration;
    name = String.valueOf(properties.get("service.pid")).replaceFirst("^sonomask\\.pipeline.", "");
    player = new Thread(this::play, "sonomask-pipeline-" + name);
    player.setDaemon(true);
    if ("false".equals(context.getProperty(SWITCH))) {
      tell(State.OFF, "");
    } else {
      player.start();
    }
  }

  private void play() {
    try {
      boolean again = true;
      while (again && !closing) {
        boolean failed = !playOnce();
        again =
            switch (configuration.restart()) {
              case NEVER -> false;
              case ALWAYS -> true;
              default -> failed;
            };
        if (again && !closing) {
          tell(State.WAITING, status.trouble());
          Thread.sleep(configuration.restart_ms());
        }
      }
    } catch (InterruptedException closed) {
      LOG.debug("pipeline {} is closed", name);
    }
  }

  /** Plays to the end; says whether it got there without a failure. */
  private boolean playOnce() throws InterruptedException {
    Playback now = new Playback(name.replaceAll("[^\\w-]", "-"), configuration.description());
    try {
      now.play(this::started, this::warned);
      tell(State.ENDED, status.trouble());
      return true;
    } catch (GstException failure) {
      // What fails again and again for the same reason is logged once.
      if (!failure.getMessage().equals(status.trouble())) {
        LOG.warn("pipeline {} failed: {}", name, failure.getMessage());
      }
      tell(State.FAILED, failure.getMessage());
      return false;
    }
  }

  private void started() {
    status = new Status(State.PLAYING, status.starts() + 1, status.trouble());
    LOG.info("pipeline {} plays", name);
  }

  private void warned(String sentence) {
    LOG.warn("pipeline {}: {}", name, sentence);
    tell(State.PLAYING, sentence);
  }

  private void tell(State state, String trouble) {
    status = new Status(state, status.starts(), trouble);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Status status() {
    return status;
  }

  /** Stops; an element that hangs keeps its thread, and nobody else. */
  @Deactivate
  void close() throws InterruptedException {
    closing = true;
    player.interrupt();
    player.join(STOPPING.toMillis());
    if (player.isAlive()) {
      LOG.error("pipeline {} does not stop; it is left to itself", name);
    }
  }
}
