// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.util.Arrays;
import org.sonomask.scenes.Picture;
import org.sonomask.scenes.build.Mesh.Material;
import org.sonomask.scenes.build.Mesh.Triangle;

/**
 * Renders a model from one side, in perspective, with a key light, a fill light and ambient light,
 * without ground. Alpha is the share of samples that hit the model, so the matte is exact.
 */
final class ModelRenderer {
  private static final int SIZE = 256;
  private static final int SAMPLES = 3;
  private static final int RASTER = SIZE * SAMPLES;
  private static final double DISTANCE = 3.2;
  private static final double SEEN_THROUGH = 0.55;
  private static final double DARKEST = 14;
  private static final double GLOSS = 26;

  private final Mesh model;
  private final double[] centre = new double[3];
  private final double radius;
  private final int[] colour = new int[RASTER * RASTER];
  private final float[] depth = new float[RASTER * RASTER];

  ModelRenderer(Mesh model) {
    this.model = model;
    double[] low = {1e30, 1e30, 1e30};
    double[] high = {-1e30, -1e30, -1e30};
    for (Triangle triangle : model.triangles()) {
      for (int v : triangle.v()) {
        for (int c = 0; c < 3; c++) {
          low[c] = Math.min(low[c], model.positions().get(v)[c]);
          high[c] = Math.max(high[c], model.positions().get(v)[c]);
        }
      }
    }
    double square = 0;
    for (int c = 0; c < 3; c++) {
      centre[c] = (low[c] + high[c]) / 2;
      square += (high[c] - low[c]) * (high[c] - low[c]) / 4;
    }
    radius = Math.max(1e-9, Math.sqrt(square));
  }

  /**
   * Renders.
   *
   * @param yaw turn about the upright axis in degrees, 0 showing the front
   * @param pitch degrees by which the camera looks down
   * @param lightYaw direction of the key light in degrees
   */
  Picture render(double yaw, double pitch, double lightYaw) {
    Arrays.fill(colour, 0);
    Arrays.fill(depth, Float.MAX_VALUE);
    double[] turn = rotation(Math.toRadians(yaw), Math.toRadians(pitch));
    double light = Math.toRadians(lightYaw);
    double[] key = {Math.sin(light) * 0.75, 0.62, Math.cos(light) * 0.75};
    for (Triangle triangle : model.triangles()) {
      if (triangle.material().opacity() > SEEN_THROUGH) {
        draw(triangle, turn, key);
      }
    }
    return downsample();
  }

  private static double[] rotation(double yaw, double pitch) {
    double cy = Math.cos(yaw);
    double sy = Math.sin(yaw);
    double cp = Math.cos(pitch);
    double sp = Math.sin(pitch);
    return new double[] {cy, 0, sy, sp * sy, cp, -sp * cy, -cp * sy, sp, cp * cy};
  }

  private static double[] apply(double[] m, double x, double y, double z) {
    return new double[] {
      m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z
    };
  }

  private void draw(Triangle triangle, double[] turn, double[] key) {
    double[][] seen = new double[3][];
    double[][] screen = new double[3][];
    for (int i = 0; i < 3; i++) {
      double[] p = model.positions().get(triangle.v()[i]);
      seen[i] =
          apply(
              turn,
              (p[0] - centre[0]) / radius,
              (p[1] - centre[1]) / radius,
              (p[2] - centre[2]) / radius);
      double scale = RASTER * 0.47 * DISTANCE / (DISTANCE - seen[i][2]) * 0.97;
      screen[i] =
          new double[] {RASTER / 2.0 + scale * seen[i][0], RASTER / 2.0 - scale * seen[i][1]};
    }
    double[] flat = faceNormal(seen);
    double[] light = new double[3];
    for (int i = 0; i < 3; i++) {
      light[i] = light(normal(triangle, i, turn, flat), key);
    }
    fill(triangle, seen, screen, light);
  }

  private double[] normal(Triangle triangle, int corner, double[] turn, double[] flat) {
    int index = triangle.n()[corner];
    if (index < 0 || index >= model.normals().size()) {
      return flat;
    }
    double[] n = model.normals().get(index);
    return unit(apply(turn, n[0], n[1], n[2]));
  }

  private static double[] faceNormal(double[][] p) {
    double ax = p[1][0] - p[0][0];
    double ay = p[1][1] - p[0][1];
    double az = p[1][2] - p[0][2];
    double bx = p[2][0] - p[0][0];
    double by = p[2][1] - p[0][1];
    double bz = p[2][2] - p[0][2];
    return unit(new double[] {ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx});
  }

  private static double[] unit(double[] n) {
    double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) + 1e-12;
    double sign = n[2] < 0 ? -1 / length : 1 / length;
    return new double[] {n[0] * sign, n[1] * sign, n[2] * sign};
  }

  private static double light(double[] n, double[] key) {
    double diffuse = Math.max(0, n[0] * key[0] + n[1] * key[1] + n[2] * key[2]);
    double fill = Math.max(0, -0.6 * n[0] + 0.2 * n[1] + 0.75 * n[2]);
    return 0.38 + 0.12 * n[1] + 0.55 * diffuse + 0.16 * fill;
  }

  private void fill(Triangle triangle, double[][] seen, double[][] s, double[] light) {
    double area =
        (s[1][0] - s[0][0]) * (s[2][1] - s[0][1]) - (s[2][0] - s[0][0]) * (s[1][1] - s[0][1]);
    if (Math.abs(area) < 1e-9) {
      return;
    }
    int x0 = clamp(Math.floor(Math.min(s[0][0], Math.min(s[1][0], s[2][0]))));
    int x1 = clamp(Math.ceil(Math.max(s[0][0], Math.max(s[1][0], s[2][0]))));
    int y0 = clamp(Math.floor(Math.min(s[0][1], Math.min(s[1][1], s[2][1]))));
    int y1 = clamp(Math.ceil(Math.max(s[0][1], Math.max(s[1][1], s[2][1]))));
    for (int y = y0; y <= y1; y++) {
      for (int x = x0; x <= x1; x++) {
        double px = x + 0.5;
        double py = y + 0.5;
        double b1 =
            ((px - s[0][0]) * (s[2][1] - s[0][1]) - (s[2][0] - s[0][0]) * (py - s[0][1])) / area;
        double b2 =
            ((s[1][0] - s[0][0]) * (py - s[0][1]) - (px - s[0][0]) * (s[1][1] - s[0][1])) / area;
        double b0 = 1 - b1 - b2;
        if (b0 >= 0 && b1 >= 0 && b2 >= 0) {
          float z = (float) -(b0 * seen[0][2] + b1 * seen[1][2] + b2 * seen[2][2]);
          put(
              triangle,
              y * RASTER + x,
              z,
              b0,
              b1,
              b2,
              b0 * light[0] + b1 * light[1] + b2 * light[2]);
        }
      }
    }
  }

  private void put(
      Triangle triangle, int at, float z, double b0, double b1, double b2, double light) {
    if (z >= depth[at]) {
      return;
    }
    Material material = triangle.material();
    double[] base = material.colour();
    int texel = texel(triangle, b0, b1, b2);
    if (material.texture() != null && texel >>> 24 < 100) {
      return;
    }
    double shade = material.opacity() < 0.6 ? 0.6 * light : light;
    double gloss = GLOSS * Math.pow(Math.min(1, light), 6);
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      double value = material.texture() == null ? 255 * base[c] : texel >> (16 - 8 * c) & 255;
      rgb = rgb << 8 | (int) Math.max(0, Math.min(255, (value + DARKEST) * shade + gloss));
    }
    depth[at] = z;
    colour[at] = 0xff000000 | rgb;
  }

  private int texel(Triangle triangle, double b0, double b1, double b2) {
    Picture texture = triangle.material().texture();
    int[] t = triangle.t();
    if (texture == null || t[0] < 0 || t[1] < 0 || t[2] < 0) {
      return -1;
    }
    double[] a = model.coordinates().get(t[0]);
    double[] b = model.coordinates().get(t[1]);
    double[] c = model.coordinates().get(t[2]);
    double u = b0 * a[0] + b1 * b[0] + b2 * c[0];
    double v = b0 * a[1] + b1 * b[1] + b2 * c[1];
    int x = (int) ((u - Math.floor(u)) * texture.width());
    int y = (int) ((1 - (v - Math.floor(v))) * texture.height());
    x = Math.min(texture.width() - 1, x);
    y = Math.max(0, Math.min(texture.height() - 1, y));
    return texture.argb()[y * texture.width() + x];
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(RASTER - 1, value));
  }

  private Picture downsample() {
    int[] out = new int[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        out[y * SIZE + x] = average(SAMPLES * x, SAMPLES * y);
      }
    }
    return new Picture(SIZE, SIZE, out);
  }

  private int average(int x0, int y0) {
    int hits = 0;
    int r = 0;
    int g = 0;
    int b = 0;
    for (int y = y0; y < y0 + SAMPLES; y++) {
      for (int x = x0; x < x0 + SAMPLES; x++) {
        int p = colour[y * RASTER + x];
        if (p != 0) {
          hits++;
          r += p >> 16 & 255;
          g += p >> 8 & 255;
          b += p & 255;
        }
      }
    }
    if (hits == 0) {
      return 0;
    }
    int alpha = 255 * hits / (SAMPLES * SAMPLES);
    return alpha << 24 | r / hits << 16 | g / hits << 8 | b / hits;
  }
}
