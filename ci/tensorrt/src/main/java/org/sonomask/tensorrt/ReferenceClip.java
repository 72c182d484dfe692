// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.onnx.Rounding;
import org.sonomask.combo.onnx.TensorRtForm;
import org.sonomask.parity.CaseInput;
import org.sonomask.parity.ReferenceCase;

/** All frames of a run that was captured from the official code, as one clip. */
public final class ReferenceClip implements Shown {
  private final ReferenceCase reference;

  private ReferenceClip(ReferenceCase reference) {
    this.reference = reference;
  }

  /**
   * Reads {@code ref_CASE.npz} and what lies beside it.
   *
   * @throws IOException if it cannot be read, or seconds of it have no frame
   */
  static ReferenceClip read(Path archive) throws IOException {
    ReferenceCase reference = ReferenceCase.read(archive);
    if (reference.seconds() != reference.frames()) {
      throw new IOException(
          reference.name() + " has seconds without a frame, which TensorRT is not shown");
    }
    return new ReferenceClip(reference);
  }

  /**
   * {@code ref_CASE.npz FILE.onnx FORM}: writes the model of a case with its weights; FORM as
   * {@link Form} has it, its batch the case's frames.
   */
  public static void main(String[] arguments) throws IOException {
    ReferenceCase reference = read(Path.of(arguments[0])).reference;
    Path file = Path.of(arguments[1]);
    OnnxModel model =
        Form.tensorRt(arguments[2])
            .map(form -> OnnxModel.clip(reference.config(), reference.weights(), form))
            .orElseGet(
                () ->
                    OnnxModel.clip(
                        reference.config(),
                        reference.weights(),
                        reference.frames(),
                        null,
                        Set.of(),
                        Set.of()));
    model.write(file);
    System.out.println(file + ": " + Files.size(file) + " bytes");
  }

  /**
   * The model of the case in a form for TensorRT, written with rounded numbers.
   *
   * @param masked whether it takes the captured attention masks, which {@link #withMasks} shows
   */
  OnnxModel written(TensorRtForm form, Rounding rounding, boolean masked) {
    Set<String> forced = masked ? Set.copyOf(reference.masks()) : Set.of();
    return OnnxModel.clip(reference.config(), reference.weights(), form, rounding, forced);
  }

  /** The same clip with the captured attention masks. */
  Shown withMasks() {
    Map<String, Input> inputs = inputs();
    for (String mask : reference.masks()) {
      Input bits = new Input(reference.shapes().get(mask), bytes(reference.mask(mask)));
      inputs.put("forced_" + mask, bits);
    }
    return new Masked(count(), inputs);
  }

  private record Masked(int count, Map<String, Input> inputs) implements Shown {}

  /** The labels that the official code gave. */
  byte[] captured() {
    return reference.labels();
  }

  @Override
  public int count() {
    return reference.frames();
  }

  @Override
  public Map<String, Input> inputs() {
    CaseInput input = CaseInput.of(reference);
    long[] pictures = {count(), SIZE, SIZE, 3};
    ByteBuffer logMels = Shown.direct(input.logMels().length * Float.BYTES);
    logMels.asFloatBuffer().put(input.logMels());
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put("frame", new Input(pictures, bytes(input.frames())));
    inputs.put("maskige", new Input(pictures, bytes(input.maskiges())));
    inputs.put("log_mel", new Input(new long[] {count(), 1, 96, 64}, logMels));
    return inputs;
  }

  private static ByteBuffer bytes(byte[] values) {
    return Shown.direct(values.length).put(values).flip();
  }
}
