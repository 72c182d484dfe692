// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.sonomask.scenes.Picture;
import org.sonomask.scenes.build.Mesh.Material;
import org.sonomask.scenes.build.Mesh.Triangle;

/** Reads Wavefront OBJ models with their materials and textures. */
final class ObjModel {
  private static final Material PLAIN = new Material(new double[] {0.7, 0.7, 0.7}, 1, null);

  /** Reads a file that lies beside the model. */
  interface Neighbour {
    byte[] read(String name) throws IOException;
  }

  private final List<double[]> positions = new ArrayList<>();
  private final List<double[]> coordinates = new ArrayList<>();
  private final List<double[]> normals = new ArrayList<>();
  private final List<Triangle> triangles = new ArrayList<>();
  private final Map<String, Material> materials = new HashMap<>();
  private final Neighbour neighbour;
  private Material current = PLAIN;

  private ObjModel(Neighbour neighbour) {
    this.neighbour = neighbour;
  }

  /** Parses a model and the materials and textures that it names. Missing textures are left out. */
  static Mesh parse(byte[] obj, Neighbour neighbour) throws IOException {
    ObjModel model = new ObjModel(neighbour);
    for (String line : new String(obj, StandardCharsets.ISO_8859_1).split("\r?\n")) {
      model.line(line.trim());
    }
    return new Mesh(model.positions, model.coordinates, model.normals, model.triangles);
  }

  private void line(String line) throws IOException {
    String[] words = line.split("\\s+");
    switch (words[0]) {
      case "v" -> positions.add(numbers(words, 3));
      case "vt" -> coordinates.add(numbers(words, 2));
      case "vn" -> normals.add(numbers(words, 3));
      case "f" -> face(words);
      case "usemtl" -> current = materials.getOrDefault(line.substring(6).trim(), PLAIN);
      case "mtllib" -> materials(line.substring(6).trim());
      default -> {
        /* groups, smoothing and lines do not change what is seen */
      }
    }
  }

  private void face(String[] words) {
    int corners = words.length - 1;
    int[][] at = new int[corners][];
    for (int i = 0; i < corners; i++) {
      String[] parts = words[i + 1].split("/");
      at[i] =
          new int[] {
            index(parts, 0, positions.size()),
            index(parts, 1, coordinates.size()),
            index(parts, 2, normals.size())
          };
    }
    for (int i = 2; i < corners; i++) {
      triangles.add(
          new Triangle(
              new int[] {at[0][0], at[i - 1][0], at[i][0]},
              new int[] {at[0][1], at[i - 1][1], at[i][1]},
              new int[] {at[0][2], at[i - 1][2], at[i][2]},
              current));
    }
  }

  private static int index(String[] parts, int which, int size) {
    if (which >= parts.length || parts[which].isEmpty()) {
      return -1;
    }
    int value = Integer.parseInt(parts[which]);
    return value < 0 ? size + value : value - 1;
  }

  private void materials(String file) throws IOException {
    byte[] bytes = neighbour.read(file);
    if (bytes == null) {
      return;
    }
    String name = null;
    double[] colour = PLAIN.colour();
    double opacity = 1;
    Picture texture = null;
    for (String raw : new String(bytes, StandardCharsets.ISO_8859_1).split("\r?\n")) {
      String line = raw.trim();
      String[] words = line.split("\\s+");
      switch (words[0]) {
        case "newmtl" -> {
          name = line.substring(6).trim();
          colour = PLAIN.colour();
          opacity = 1;
          texture = null;
        }
        case "Kd" -> colour = numbers(words, 3);
        case "d" -> opacity = Double.parseDouble(words[words.length - 1]);
        case "Tr" -> opacity = 1 - Double.parseDouble(words[1]);
        case "map_Kd" -> texture = texture(words[words.length - 1]);
        default -> {
          /* specular and ambient terms are replaced by the renderer's own light */
        }
      }
      if (name != null) {
        materials.put(name, new Material(colour, opacity, texture));
      }
    }
  }

  private Picture texture(String file) throws IOException {
    byte[] bytes = neighbour.read(file);
    if (bytes == null) {
      return null;
    }
    var image = ImageIO.read(new ByteArrayInputStream(bytes));
    if (image == null) {
      return null;
    }
    int w = image.getWidth();
    int h = image.getHeight();
    return new Picture(w, h, image.getRGB(0, 0, w, h, null, 0, w));
  }

  private static double[] numbers(String[] words, int count) {
    double[] out = new double[count];
    for (int i = 0; i < count && i + 1 < words.length; i++) {
      out[i] = Double.parseDouble(words[i + 1]);
    }
    return out;
  }
}
