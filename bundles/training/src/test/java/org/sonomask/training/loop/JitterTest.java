// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.TorchDevice;

class JitterTest {
  private static final int EXAMPLES = 16;
  private static final int MELS = 96 * 64;
  private static final float SILENCE = (float) Math.log(0.01);

  private final TorchDevice device = TorchDevice.of("cpu");

  @Test
  void silenceStaysSilent() {
    float[] silence = new float[EXAMPLES * MELS];
    Arrays.fill(silence, SILENCE);
    for (float value : spectrum(silence)) {
      assertEquals(SILENCE, value, 1e-4);
    }
  }

  @Test
  void theSameSoundIsHeardInManyWaysButMostOfItIsHeard() {
    float[] sound = new float[EXAMPLES * MELS];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (i % 64) / 16f - 2;
    }
    float[] heard = spectrum(sound);
    int silent = 0;
    for (float value : heard) {
      assertTrue(Float.isFinite(value) && value > SILENCE - 1e-4, "value " + value);
      silent += value < SILENCE + 1e-4 ? 1 : 0;
    }
    assertTrue(silent < heard.length / 2, silent + " values are silenced");
    for (int example = 1; example < EXAMPLES; example++) {
      float[] one = Arrays.copyOfRange(heard, example * MELS, (example + 1) * MELS);
      assertTrue(!Arrays.equals(one, Arrays.copyOf(heard, MELS)), "example " + example);
    }
  }

  @Test
  void greyStaysGreyAndColoursDiffer() {
    torch.manual_seed(1);
    byte[] frames = new byte[EXAMPLES * 2 * 3];
    for (int example = 0; example < EXAMPLES; example++) {
      byte[] pixels = {100, 100, 100, 120, 80, 40};
      System.arraycopy(pixels, 0, frames, example * 6, 6);
    }
    float[] shown =
        HostArrays.floats(
            new ColourJitter(device)
                .apply(device.bytes(frames, EXAMPLES, 1, 2, 3))
                .to(ScalarType.Float));
    for (int example = 0; example < EXAMPLES; example++) {
      assertEquals(shown[example * 6], shown[example * 6 + 1], 1);
      assertEquals(shown[example * 6], shown[example * 6 + 2], 1);
    }
    long looks =
        IntStream.range(0, EXAMPLES)
            .mapToObj(i -> Arrays.toString(Arrays.copyOfRange(shown, i * 6 + 3, i * 6 + 6)))
            .distinct()
            .count();
    assertTrue(looks > EXAMPLES / 2, looks + " looks");
  }

  private float[] spectrum(float[] logMel) {
    torch.manual_seed(1);
    return HostArrays.floats(
        new SpectrumJitter(device).apply(device.floats(logMel, EXAMPLES, 1, 96, 64)));
  }
}
