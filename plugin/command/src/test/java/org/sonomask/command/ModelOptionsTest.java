// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sonomask.combo.onnx.TensorRtForm.Sampling;
import org.sonomask.launcher.SubcommandException;

class ModelOptionsTest {

  @Test
  void theNetworkNamesTheModelUnlessItIsNamed() throws SubcommandException {
    ModelOptions options =
        ModelOptions.parse(List.of("import", "w.pth", "--network", "avss-pvtv2b5", "-o", "m.onnx"));
    assertEquals("avss-pvtv2b5", options.name());
    assertEquals(10, options.network().frames());
    assertEquals("m.onnx", options.output().toString());
  }

  @Test
  void anUnknownNetworkIsRefusedWithThoseThatThereAre() throws SubcommandException {
    ModelOptions options = ModelOptions.parse(List.of("check", "w.pth", "--network", "s4-vgg"));
    SubcommandException refusal = assertThrows(SubcommandException.class, options::network);
    assertTrue(refusal.getMessage().contains("s4-resnet50"));
  }

  @Test
  void aBackboneAloneIsSaidToBeOne() throws SubcommandException {
    List<String> arguments = List.of("import", "r50.pth", "--backbone", "-o", "i.safetensors");
    assertTrue(ModelOptions.parse(arguments).backbone());
    assertFalse(ModelOptions.parse(List.of("check", "w.pth")).backbone());
  }

  @Test
  void whatTheGpusEngineIsToDoIsHandedOn() throws SubcommandException {
    ModelOptions options =
        ModelOptions.parse(
            List.of(
                "build", "m.onnx", "--batches", "1,4", "--precision", "tf32", "--single", "a|b"));
    assertEquals(
        Map.of("batches", "1,4", "precision", "tf32", "singlePrecision", "a|b"), options.engine());
    assertFalse(options.hasOutput());
  }

  @Test
  void fourOperatorsABlockAreForThoseWhoAskForThem() throws SubcommandException {
    ModelOptions plain = ModelOptions.parse(List.of("build", "m.onnx"));
    ModelOptions fused = ModelOptions.parse(List.of("build", "m.onnx", "--fused"));
    assertEquals(Sampling.KERNELS, plain.form(8).sampling());
    assertEquals(Sampling.FUSED, fused.form(8).sampling());
    assertEquals(8, fused.form(8).batch());
  }

  @Test
  void whatIsMissingIsSaid() throws SubcommandException {
    assertThrows(SubcommandException.class, () -> ModelOptions.parse(List.of()));
    assertThrows(SubcommandException.class, () -> ModelOptions.parse(List.of("check")));
    ModelOptions options = ModelOptions.parse(List.of("import", "w.pth"));
    assertThrows(SubcommandException.class, options::network);
    assertThrows(SubcommandException.class, options::output);
  }
}
