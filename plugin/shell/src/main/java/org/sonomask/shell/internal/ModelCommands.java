// SPDX-License-Identifier: Apache-2.0
package org.sonomask.shell.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.ModelSwap;
import org.sonomask.api.ModelSwap.Swapped;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.WindowRecorder;
import org.sonomask.api.WindowRecorder.Recorded;
import org.sonomask.api.WindowRecorder.Replayed;
import org.sonomask.watch.Watch;

/** Commands that change the model, record and replay. */
@Component(
    service = ModelCommands.class,
    property = {
      "osgi.command.scope=sonomask",
      "osgi.command.function=swap",
      "osgi.command.function=rollback",
      "osgi.command.function=record",
      "osgi.command.function=replay"
    })
public final class ModelCommands {
  private static final int USUAL_WINDOWS = 100;
  private static final String STOP = "stop";

  @Reference private ModelSwap models;
  @Reference private WindowRecorder recorder;
  @Reference private Watch watch;

  /** Another default model. */
  @Descriptor("checks a model and makes it the default, while streams play")
  public Table swap(@Descriptor("ONNX file") String file) throws SegmenterException {
    return shown(models.swap(Path.of(file), Optional.empty()));
  }

  /** Another default model, whose hash is known. */
  @Descriptor("checks a model and makes it the default, while streams play")
  public Table swap(@Descriptor("ONNX file") String file, @Descriptor("its SHA-256") String sha256)
      throws SegmenterException {
    return shown(models.swap(Path.of(file), Optional.of(sha256)));
  }

  private static Table shown(Swapped swapped) {
    return Table.of("BEFORE", "NOW", "VERSION", "GOLDEN WINDOWS", "SHA-256")
        .with(
            swapped.before().isEmpty() ? "-" : swapped.before(),
            swapped.now().model(),
            swapped.now().version(),
            swapped.golden(),
            swapped.sha256());
  }

  /** The default model before the last swap. */
  @Descriptor("takes the last swap back")
  public String rollback() {
    return models.rollBack() ? "taken back" : "there is nothing to take back";
  }

  /** How the recording goes. */
  @Descriptor("shows the recording")
  public Table record() {
    return shown(recorder.recorded());
  }

  /** The end of the recording. */
  @Descriptor("ends the recording: record stop")
  public Table record(@Descriptor("stop") String stop) throws IOException {
    if (!stop.equals(STOP)) {
      throw new IllegalArgumentException("say 'record FILE STREAM' or 'record " + STOP + "'");
    }
    return shown(recorder.stop());
  }

  /** A recording of a usual length. */
  @Descriptor("records windows and masks of a stream")
  public Table record(@Descriptor("file") String file, @Descriptor("stream") String stream)
      throws IOException {
    return record(file, stream, USUAL_WINDOWS);
  }

  /** A recording. */
  @Descriptor("records windows and masks of a stream")
  public Table record(
      @Descriptor("file") String file,
      @Descriptor("stream") String stream,
      @Descriptor("windows") int windows)
      throws IOException {
    recorder.record(Path.of(file), watch.stream(stream).settings().name(), windows);
    return record();
  }

  private static Table shown(Optional<Recorded> recorded) {
    Table table = Table.of("FILE", "WINDOWS", "MISSED", "RUNNING");
    return recorded
        .map(it -> table.with(it.file(), it.windows(), it.missed(), it.running()))
        .orElse(table);
  }

  /** A recording on the default model. */
  @Descriptor("lets the default model answer a recording again, and compares")
  public Table replay(@Descriptor("recording") String file) throws IOException, SegmenterException {
    return shown(recorder.replay(Path.of(file), Optional.empty()));
  }

  /** A recording on a model. */
  @Descriptor("lets a model answer a recording again, and compares")
  public Table replay(@Descriptor("recording") String file, @Descriptor("ONNX file") String model)
      throws IOException, SegmenterException {
    return shown(recorder.replay(Path.of(file), Optional.of(Path.of(model))));
  }

  private static Table shown(Replayed replayed) {
    return Table.of("RECORDED", "NOW", "WINDOWS", "IDENTICAL", "AGREEMENT", "OVERLAP", "WORST")
        .with(
            replayed.recorded(),
            replayed.model(),
            replayed.windows(),
            replayed.identical(),
            replayed.agreement(),
            replayed.overlap(),
            replayed.worst());
  }
}
