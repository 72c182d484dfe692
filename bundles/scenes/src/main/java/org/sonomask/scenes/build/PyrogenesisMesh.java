// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.sonomask.scenes.Picture;
import org.sonomask.scenes.build.Mesh.Material;
import org.sonomask.scenes.build.Mesh.Triangle;

/**
 * Reads models of Pyrogenesis, the engine of 0 A.D.: little-endian, after a head of magic, version
 * 4, size, number of vertices and number of texture coordinates of each; a vertex is position,
 * normal, texture coordinates, four bones and their weights; then the number of triangles and three
 * 16-bit indices for each. What is read is the pose that the model was made in.
 */
final class PyrogenesisMesh {
  private static final int MAGIC = 0x444d5350;
  private static final int VERSION = 4;
  private static final int SKIN = 20;

  private PyrogenesisMesh() {}

  /**
   * Reads a model.
   *
   * @param texture for all of it; its alpha, which colours players, is taken off
   * @throws IOException if the file is of another kind or version
   */
  static Mesh read(byte[] file, Picture texture) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt() != MAGIC || in.getInt() != VERSION) {
      throw new IOException("This is no model of Pyrogenesis, version " + VERSION + ".");
    }
    in.getInt();
    int vertices = in.getInt();
    int textures = in.getInt();
    List<double[]> positions = new ArrayList<>();
    List<double[]> normals = new ArrayList<>();
    List<double[]> coordinates = new ArrayList<>();
    for (int i = 0; i < vertices; i++) {
      positions.add(floats(in, 3));
      normals.add(floats(in, 3));
      coordinates.add(floats(in, 2));
      in.position(in.position() + 8 * (textures - 1) + SKIN);
    }
    Material material = new Material(new double[] {1, 1, 1}, 1, opaque(texture));
    List<Triangle> triangles = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      int[] at = {in.getShort() & 0xffff, in.getShort() & 0xffff, in.getShort() & 0xffff};
      triangles.add(new Triangle(at, at, at, material));
    }
    return new Mesh(positions, coordinates, normals, triangles);
  }

  private static double[] floats(ByteBuffer in, int count) {
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = in.getFloat();
    }
    return out;
  }

  private static Picture opaque(Picture picture) {
    int[] argb = picture.argb().clone();
    for (int i = 0; i < argb.length; i++) {
      argb[i] |= 0xff000000;
    }
    return new Picture(picture.width(), picture.height(), argb);
  }
}
