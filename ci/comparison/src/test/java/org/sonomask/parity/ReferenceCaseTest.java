// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.network.BackboneKind;

class ReferenceCaseTest {
  private static final String FUSED = ",\"bfm.delta_visual\":{\"shape\":[1,3136,256]}";

  @TempDir Path folder;

  @BeforeEach
  void writeTheBiases() throws IOException {
    Files.writeString(
        folder.resolve("class_bias.json"),
        "{\"s4_r50\":[1,2,3],\"s4_r50_b3\":[4,5,6],\"avss_pvt\":[7,8],\"avss_r50\":[9]}");
  }

  @Test
  void twoClipsOfFiveFramesAreToldByTheirNumberOfFrames() throws IOException {
    ReferenceCase reference = captured("s4_r50_b2", 10, 10, 256, 3, 40, FUSED);
    assertEquals(5, reference.clipFrames());
    assertEquals(BackboneKind.RESNET_50, reference.config().imageBackbone());
    assertEquals(2, reference.config().classes().size());
    assertArrayEquals(new int[] {0, 5}, reference.labelled());
    assertTrue(reference.config().fusion());
  }

  @Test
  void aSemanticClipWithFewerFramesThanSecondsHasInvalidOnes() throws IOException {
    ReferenceCase reference = captured("avss_pvt_v1", 5, 10, 64, 72, 70, FUSED);
    assertEquals(BackboneKind.PVT_V2_B5, reference.config().imageBackbone());
    assertEquals(71, reference.config().classes().size());
    assertArrayEquals(
        new boolean[] {true, true, true, true, true, false, false, false, false, false},
        reference.valid());
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, reference.labelled());
  }

  @Test
  void severalSemanticClipsHaveInvalidSecondsEach() throws IOException {
    ReferenceCase reference = captured("other_name", "avss_pvt_v1_b2", 10, 20, 64, 72, 40, FUSED);
    assertEquals("avss_pvt_v1_b2", reference.name());
    assertEquals(5, reference.clipFrames());
    assertEquals(10, reference.clipSeconds());
    assertTrue(reference.valid()[14]);
    assertFalse(reference.valid()[15]);
    assertArrayEquals(new int[] {0, 5}, reference.labelled());
  }

  @Test
  void aCaptureWithoutTheAttentionOfTheFusionIsOfANetworkWithoutIt() throws IOException {
    ReferenceCase reference = captured("avss_r50_testcfg", 10, 10, 256, 72, 120, "");
    assertFalse(reference.config().fusion());
  }

  @Test
  void aVariantHasTheBiasOfItsCaseUnlessItHasItsOwn() throws IOException {
    double[] inherited = {1, 2, 3};
    assertArrayEquals(inherited, bias("s4_r50_b2"));
    assertArrayEquals(inherited, bias("ms3_r50"));
    assertArrayEquals(inherited, bias("ms3_r50_a_b"));
    assertArrayEquals(new double[] {4, 5, 6}, bias("s4_r50_b3"));
  }

  @Test
  void whatIsMissingOrDoesNotFitIsNamed() throws IOException {
    write("s4_pvt", "s4_pvt", 5, 5, 64, 3, 30, FUSED);
    assertTrue(refusal("s4_pvt").contains("class_bias.json has nothing for the case s4_pvt"));
    Files.delete(folder.resolve("ref_s4_pvt.json"));
    assertTrue(refusal("s4_pvt").contains("ref_s4_pvt.json"));
    ReferenceCase reference = captured("avss_pvt", 10, 10, 64, 72, 120, FUSED);
    String message = assertThrows(IllegalArgumentException.class, reference::weights).getMessage();
    assertTrue(message.contains("2 values, the head has 72"), message);
    ReferenceCase odd = captured("s4_r50", 11, 11, 256, 3, 30, FUSED);
    assertThrows(IllegalArgumentException.class, odd::clipFrames);
    ReferenceCase strange = captured("s4_r50", 5, 5, 96, 5, 30, FUSED);
    assertThrows(IllegalArgumentException.class, strange::config);
  }

  @Test
  void onlyArchivesOfCapturesAreCases() throws IOException {
    captured("s4_r50", 5, 5, 256, 3, 30, FUSED);
    Files.writeString(folder.resolve("audio_ref.npz"), "");
    assertEquals(List.of("s4_r50"), List.copyOf(ReferenceCase.archives(folder).keySet()));
  }

  private double[] bias(String name) throws IOException {
    return captured(name, 5, 5, 256, 3, 30, FUSED).weights().classBias();
  }

  private String refusal(String name) {
    Path archive = folder.resolve("ref_" + name + ".npz");
    return assertThrows(IOException.class, () -> ReferenceCase.read(archive)).getMessage();
  }

  private ReferenceCase captured(
      String name, int frames, int seconds, int channels, int outputs, int draws, String more)
      throws IOException {
    return captured(name, name, frames, seconds, channels, outputs, draws, more);
  }

  private ReferenceCase captured(
      String file,
      String name,
      int frames,
      int seconds,
      int channels,
      int outputs,
      int draws,
      String more)
      throws IOException {
    return ReferenceCase.read(write(file, name, frames, seconds, channels, outputs, draws, more));
  }

  private Path write(
      String file,
      String name,
      int frames,
      int seconds,
      int channels,
      int outputs,
      int draws,
      String more)
      throws IOException {
    StringBuilder tensors = new StringBuilder();
    for (int mask = 0; mask < 10; mask++) {
      tensors.append(",\"attn_mask" + mask + "\":{\"shape\":[" + frames + ",100,49]}");
    }
    Files.writeString(
        folder.resolve("ref_" + file + ".json"),
        "{\"case\":\""
            + name
            + "\",\"tensors\":{\"audio_backbone.out\":{\"shape\":["
            + seconds
            + ",128]},\"backbone.res2\":{\"shape\":["
            + frames
            + ","
            + channels
            + ",56,56]},\"decoder.class_logits0\":{\"shape\":["
            + frames
            + ",100,"
            + outputs
            + "]}"
            + more
            + tensors
            + "},\"losses\":{\"rand_call_count\":"
            + draws
            + "}}");
    Path archive = folder.resolve("ref_" + file + ".npz");
    new ZipOutputStream(Files.newOutputStream(archive)).close();
    return archive;
  }
}
