// SPDX-License-Identifier: Apache-2.0
package org.sonomask.shell.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.MaskMonitor.ModelStatus;
import org.sonomask.api.MaskMonitor.StreamStatus;
import org.sonomask.doctor.Doctor;
import org.sonomask.doctor.Finding;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.pipelines.Pipeline;
import org.sonomask.pipelines.Pipeline.Status;
import org.sonomask.watch.Watch;

/** Commands that look, and the one that sets properties. */
@Component(
    service = WatchCommands.class,
    property = {
      "osgi.command.scope=sonomask",
      "osgi.command.function=streams",
      "osgi.command.function=stream",
      "osgi.command.function=models",
      "osgi.command.function=pipelines",
      "osgi.command.function=top",
      "osgi.command.function=inspect",
      "osgi.command.function=dot",
      "osgi.command.function=doctor"
    })
public final class WatchCommands {
  private static final int USUAL_ROUNDS = 30;
  private static final long ROUND_MILLIS = 1000;
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

  @Reference private Doctor doctor;
  @Reference private Watch watch;

  /** All streams. */
  @Descriptor("lists the streams")
  public Table streams() {
    Table table =
        Table.of("STREAM", "MODEL", "FRAMES", "MASKS", "DROPPED", "FAILED", "LEVEL", "AREA", "MS");
    for (StreamStatus stream : served().streams()) {
      table =
          table.with(
              stream.settings().name(),
              stream.model().isEmpty() ? "-" : stream.model(),
              stream.statistics().frames(),
              stream.statistics().masks(),
              stream.statistics().dropped(),
              stream.statistics().failed(),
              String.format(Locale.ROOT, "%.1f dBFS", stream.level()),
              String.format(Locale.ROOT, "%.1f %%", 100 * stream.area()),
              Math.round(1000 * stream.latency().mean()));
    }
    return table;
  }

  /** The properties of a stream's element. */
  @Descriptor("shows the properties of a stream's element")
  public Table stream(@Descriptor("stream or element") String name) {
    return properties(watch.element(name));
  }

  /** A property of a stream's element. */
  @Descriptor("sets a property of a stream's element; it acts at once")
  public Object stream(
      @Descriptor("stream or element") String name,
      @Descriptor("property") String property,
      @Descriptor("value") String value) {
    ElementInstance element = watch.element(name);
    element.set(property, value);
    return element.type().property(property).plain(element.get(property));
  }

  /** All models. */
  @Descriptor("lists the models, the default first")
  public Table models() {
    Table table =
        Table.of("MODEL", "VERSION", "LICENCE", "SIZE", "STREAMS", "BATCHES", "FILL", "MS");
    for (ModelStatus model : served().models()) {
      table =
          table.with(
              model.info().model(),
              model.info().version(),
              model.info().licence(),
              model.info().width() + "x" + model.info().height(),
              model.streams(),
              model.batches(),
              String.format(Locale.ROOT, "%.0f %%", 100 * model.fill()),
              Math.round(1000 * model.inference().mean()));
    }
    return table;
  }

  /** All pipelines. */
  @Descriptor("lists the pipelines that are configured")
  public Table pipelines() {
    Table table = Table.of("PIPELINE", "STATE", "STARTS", "TROUBLE");
    for (Pipeline pipeline : watch.pipelines()) {
      Status status = pipeline.status();
      table =
          table.with(
              pipeline.name(),
              status.state().name().toLowerCase(Locale.ROOT),
              status.starts(),
              status.trouble());
    }
    return table;
  }

  /** Streams and models, for half a minute. */
  @Descriptor("shows streams and models every second, until Enter is pressed")
  public void top(CommandSession session) throws IOException, InterruptedException {
    top(session, USUAL_ROUNDS);
  }

  /** Streams and models, for a while. */
  @Descriptor("shows streams and models every second, until Enter is pressed")
  public void top(CommandSession session, @Descriptor("seconds") int seconds)
      throws IOException, InterruptedException {
    for (int i = 0; i < seconds && session.getKeyboard().available() == 0; i++) {
      session.getConsole().println(HOME_AND_CLEAR + streams() + "\n\n" + models());
      session.getConsole().flush();
      Thread.sleep(i == seconds - 1 ? 0 : ROUND_MILLIS);
    }
  }

  /** What an element is and what its properties take. */
  @Descriptor("explains the properties of an element that lives")
  public Table inspect(@Descriptor("element or stream") String name) {
    ElementInstance element = watch.element(name);
    Table table = Table.of("PROPERTY", "VALUE", "TAKES", "WHAT IT IS");
    for (PropertySpec property : element.type().properties()) {
      table =
          table.with(
              property.name(),
              property.plain(element.get(property.name())),
              property.takes(),
              property.blurb());
    }
    return table;
  }

  /** The graph of a pipeline. */
  @Descriptor("gives the graph of an element's pipeline, for Graphviz")
  public String dot(@Descriptor("element or stream") String name) {
    return watch.element(name).dot();
  }

  /** The graph of a pipeline in a file. */
  @Descriptor("writes the graph of an element's pipeline to a file, for Graphviz")
  public Path dot(@Descriptor("element or stream") String name, @Descriptor("file") String file)
      throws IOException {
    Path written = Path.of(file).toAbsolutePath();
    if (!Files.isDirectory(written.getParent())) {
      throw new IOException("there is no folder " + written.getParent() + "; make it first");
    }
    return Files.writeString(written, dot(name));
  }

  /** What is missing. */
  @Descriptor("looks for what is needed, and says how to get what is missing")
  public Table doctor() {
    Table table = Table.of("STATE", "WHAT", "REMEDY");
    for (Finding finding : doctor.examine()) {
      table =
          table.with(
              finding.state().name().toLowerCase(Locale.ROOT), finding.what(), finding.remedy());
    }
    return table;
  }

  private static Table properties(ElementInstance element) {
    Table table = Table.of("PROPERTY", "VALUE");
    for (PropertySpec property : element.type().properties()) {
      table = table.with(property.name(), property.plain(element.get(property.name())));
    }
    return table;
  }

  private Watch served() {
    if (!watch.isServed()) {
      throw new IllegalStateException("no mask service is there: start org.sonomask.runtime");
    }
    return watch;
  }
}
