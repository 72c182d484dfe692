// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.combo.data.BenchLayout;
import org.sonomask.launcher.SubcommandException;

class EvaluateCommandTest {

  @Test
  void theArgumentsMayStandInAnyOrder() throws SubcommandException {
    EvaluateOptions options =
        EvaluateOptions.parse(
            List.of("set", "--model", "m.onnx", "--layout", "ms3", "--json", "out.json"));
    assertEquals(BenchLayout.MS3, options.layout().orElseThrow());
    assertEquals("test", options.split());
    assertEquals("out.json", options.json().orElseThrow().toString());
  }

  @Test
  void filtersRunAsInStreamsTheHighestRankingFirst() {
    MaskFilter last = new Named("last");
    MaskFilter first = new Named("first");
    MaskFilter unranked = new Named("unranked");
    assertEquals(
        List.of(first, last, unranked),
        EvaluateCommand.inOrder(
            List.of(
                Map.entry(Map.of("service.ranking", 100), last),
                Map.entry(Map.of(), unranked),
                Map.entry(Map.of("service.ranking", 600), first))));
  }

  private record Named(String name) implements MaskFilter {
    @Override
    public Instance open(SegmenterInfo info) {
      return null;
    }
  }

  @Test
  void anUnknownLayoutIsAMistakeOfTheArguments() {
    SubcommandException refusal =
        assertThrows(
            SubcommandException.class,
            () -> EvaluateOptions.parse(List.of("--layout", "s5", "set", "--model", "m.onnx")));
    assertEquals(SubcommandException.USAGE, refusal.exitCode());
    assertTrue(refusal.getMessage().contains("s4, ms3, avss or composed"));
  }

  @Test
  void composedSetsHaveNoLayoutOfABenchmark() throws SubcommandException {
    EvaluateOptions options =
        EvaluateOptions.parse(
            List.of("--layout", "composed", "corpus", "--model", "m.onnx", "--clips", "7"));
    assertTrue(options.layout().isEmpty());
    assertEquals(7, options.clips());
  }

  @Test
  void furtherModelsAndBaselinesAreMeasuredBesideTheFirst() throws SubcommandException {
    EvaluateOptions options =
        EvaluateOptions.parse(
            List.of(
                "--layout",
                "composed",
                "c",
                "--model",
                "a.onnx",
                "--model",
                "b.onnx",
                "--baselines",
                "--classifier",
                "resnet34.safetensors",
                "--films",
                "3"));
    assertEquals(List.of(Path.of("a.onnx"), Path.of("b.onnx")), options.models());
    assertTrue(options.baselines());
    assertEquals(Path.of("resnet34.safetensors"), options.classifier().orElseThrow());
    assertEquals(3, options.films());
  }

  @Test
  void theFirstModelsFiguresAreAtTheTopAndTheProcessorsAreKept(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("figures.json");
    Files.writeString(file, "{\"cpu\":{\"windows_per_s\":12.5},\"photos\":{\"mj\":0.1}}");
    FigureFile figures = new FigureFile(List.of("shipped", "empty"));
    figures.add("talkers", List.of(figure(0.9), figure(0.2)));
    figures.write(file);
    JsonNode written = new ObjectMapper().readTree(file.toFile());
    assertEquals(0.9, written.at("/talkers/mj").asDouble());
    assertEquals(0.2, written.at("/compared/empty/talkers/mj").asDouble());
    assertEquals(12.5, written.at("/cpu/windows_per_s").asDouble());
    assertTrue(written.path("photos").isMissingNode(), "what was not measured is not kept");
  }

  private static ObjectNode figure(double mj) {
    return JsonNodeFactory.instance.objectNode().put("mj", mj);
  }
}
