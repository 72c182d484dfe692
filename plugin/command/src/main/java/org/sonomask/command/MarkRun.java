// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskListener;
import org.sonomask.launcher.SubcommandException;

/** One clip through the pipeline, from its first frame to its last. */
final class MarkRun {

  private static final long LOOK_MILLIS = 100;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLISECOND = 1e6;

  /** A clip that ends earlier than this part of its duration, and a second, is truncated. */
  private static final double WHOLE = 0.95;

  private final BundleContext context;
  private final MaskCodec codec;
  private final Input input;
  private final MarkOptions options;
  private final MarkOutputs outputs;
  private final MarkPipeline pipeline;
  private final MaskRecorder recorder;

  MarkRun(
      BundleContext context,
      MaskCodec codec,
      Input input,
      MarkOptions options,
      String model,
      MarkOutputs outputs)
      throws SubcommandException {
    this.context = context;
    this.codec = codec;
    this.input = input;
    this.options = options;
    this.outputs = outputs;
    pipeline = new MarkPipeline(input, outputs.clip(), options, model);
    recorder = new MaskRecorder(MarkPipeline.MASK, pipeline::runningTime, options.live());
  }

  /**
   * Runs until the whole clip is written.
   *
   * @throws SubcommandException if that fails, or if nothing moves any more
   */
  MarkSummary toTheEnd(ProgressBar progress) throws SubcommandException, InterruptedException {
    long start = System.nanoTime();
    ServiceRegistration<MaskListener> listening =
        context.registerService(MaskListener.class, recorder, null);
    try (OutputStream masks = maskFile();
        MaskCodec.Writer writer = new LateWriter(masks)) {
      recorder.writeTo(writer);
      try (pipeline) {
        pipeline.play();
        awaitEnd(progress, start);
        checkWholeness();
        return summary(System.nanoTime() - start);
      } finally {
        listening.unregister();
      }
    } catch (IOException failure) {
      throw SubcommandException.failed(
          "the masks cannot be written: " + failure.getMessage() + ".", failure);
    }
  }

  private OutputStream maskFile() throws IOException {
    return outputs.masks().isPresent()
        ? new BufferedOutputStream(Files.newOutputStream(outputs.masks().get()))
        : OutputStream.nullOutputStream();
  }

  private void awaitEnd(ProgressBar progress, long start)
      throws SubcommandException, InterruptedException {
    Patience patience = new Patience(options.patience());
    Optional<PipelineEvents.End> end;
    do {
      end = pipeline.events().await(LOOK_MILLIS);
      if (end.isPresent() && end.get() instanceof PipelineEvents.Failed failed) {
        throw SubcommandException.failed(failed.sentence());
      }
      long duration = pipeline.duration();
      progress.show(
          end.isPresent() ? Math.max(pipeline.position(), duration) : pipeline.position(),
          duration,
          recorder.masks(),
          pipeline.frames() * NANOS_PER_SECOND / (System.nanoTime() - start));
      if (patience.endsAt(pipeline.reach() + recorder.masks())) {
        throw SubcommandException.failed(
            String.format(
                Locale.ROOT,
                "'%s' has not moved for %d s at %.1f s: stopped.",
                input.name(),
                options.patience().toSeconds(),
                pipeline.position() / NANOS_PER_SECOND));
      }
    } while (end.isEmpty());
  }

  private void checkWholeness() throws SubcommandException, IOException {
    if (recorder.failure() != null) {
      throw recorder.failure();
    }
    long reach = pipeline.reach();
    long duration = pipeline.duration();
    if (reach < WHOLE * duration && duration - reach > NANOS_PER_SECOND) {
      throw SubcommandException.failed(
          String.format(
              Locale.ROOT,
              "'%s' is truncated: it ends at %.1f s of %.1f s.",
              input.name(),
              reach / NANOS_PER_SECOND,
              duration / NANOS_PER_SECOND));
    }
    if (pipeline.frames() == 0) {
      throw SubcommandException.failed("'" + input.name() + "' has no picture that decodes.");
    }
    if (recorder.masks() == 0) {
      throw SubcommandException.failed(
          "no mask was made of '"
              + input.name()
              + "': "
              + pipeline.events().warning().orElse("the clip is too short for the model")
              + ".");
    }
  }

  private MarkSummary summary(long nanos) {
    double seconds = nanos / NANOS_PER_SECOND;
    return new MarkSummary(
        input.name(),
        recorder.model(),
        pipeline.frames(),
        recorder.masks(),
        recorder.sounding(),
        recorder.meanAge() / NANOS_PER_MILLISECOND,
        recorder.highestAge() / NANOS_PER_MILLISECOND,
        pipeline.frames() / seconds,
        seconds,
        MarkSummary.peakMemory());
  }

  /** The size of the picture is known when the first mask comes, not before. */
  private final class LateWriter implements MaskCodec.Writer {
    private final OutputStream out;
    private MaskCodec.Writer writer;

    LateWriter(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(MaskFrame mask, long age) throws IOException {
      if (writer == null) {
        InputPads pads = pipeline.events().pads();
        writer = codec.open(out, pads.width(), pads.height());
      }
      writer.write(mask, age);
    }

    @Override
    public void close() throws IOException {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
