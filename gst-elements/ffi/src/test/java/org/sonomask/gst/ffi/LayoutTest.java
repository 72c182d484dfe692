// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the C compiler for every number that the bindings rely on. */
class LayoutTest {
  private static final String HEAD =
      """
      #include <stddef.h>
      #include <stdio.h>
      #include <gst/gst.h>
      #include <gst/base/gstbasetransform.h>
      #include <gst/video/video.h>
      #include <gst/audio/audio.h>
      #define SAY(name, number) printf("%s %ld\\n", name, (long) (number))
      int main(void) {
      """;

  @Test
  void everyConstantIsTheCompilers(@TempDir Path folder) throws Exception {
    Map<String, Long> ours = new TreeMap<>();
    StringBuilder program = new StringBuilder(HEAD);
    for (Class<?> struct : Layout.class.getDeclaredClasses()) {
      for (Field constant : constants(struct)) {
        String field = constant.getName().toLowerCase(Locale.ROOT);
        String name = struct.getSimpleName() + "." + field;
        ours.put(name, ((Number) constant.get(null)).longValue());
        say(program, name, expression(struct.getSimpleName(), constant.getName(), field));
      }
    }
    enumeration(Flow.class, "GST_FLOW_", program, ours);
    enumeration(EventType.class, "GST_EVENT_", program, ours);
    enumeration(QueryType.class, "GST_QUERY_", program, ours);
    enumeration(Flags.class, "", program, ours);
    program.append("return 0;\n}\n");

    Map<String, Long> theirs = compileAndRun(folder, program.toString());
    assertEquals(ours.keySet(), theirs.keySet());
    ours.entrySet().removeIf(constant -> constant.getValue().equals(theirs.get(constant.getKey())));
    assertEquals(Map.of(), ours, "these differ from the compiler's");
  }

  private static String expression(String struct, String constant, String field) {
    return constant.equals("SIZE")
        ? "sizeof(" + struct + ")"
        : "offsetof(" + struct + ", " + field.replace("field_", "") + ")";
  }

  private static void enumeration(
      Class<?> type, String prefix, StringBuilder program, Map<String, Long> ours)
      throws IllegalAccessException {
    for (Field constant : constants(type)) {
      String name = prefix + constant.getName();
      ours.put(name, ((Number) constant.get(null)).longValue());
      say(program, name, name);
    }
  }

  private static List<Field> constants(Class<?> type) {
    List<Field> found = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && Modifier.isPublic(field.getModifiers())
          && field.getType().isPrimitive()) {
        found.add(field);
      }
    }
    return found;
  }

  private static void say(StringBuilder program, String name, String expression) {
    program.append("SAY(\"").append(name).append("\", ").append(expression).append(");\n");
  }

  private static Map<String, Long> compileAndRun(Path folder, String program) throws Exception {
    Path source = Files.writeString(folder.resolve("layout.c"), program);
    Path binary = folder.resolve("layout");
    run(
        "gcc \"$1\" -o \"$2\" $(pkg-config --cflags --libs gstreamer-1.0 gstreamer-base-1.0"
            + " gstreamer-video-1.0 gstreamer-audio-1.0)",
        source,
        binary);
    Map<String, Long> theirs = new TreeMap<>();
    for (String line : run("\"$2\"", source, binary).lines().toList()) {
      String[] parts = line.split(" ");
      theirs.put(parts[0], Long.parseLong(parts[1]));
    }
    return theirs;
  }

  private static String run(String script, Path source, Path binary)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", script, "sh", source.toString(), binary.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
