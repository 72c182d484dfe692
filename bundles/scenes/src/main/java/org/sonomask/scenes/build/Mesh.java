// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.util.List;
import org.sonomask.scenes.Picture;

/**
 * A three-dimensional model.
 *
 * @param positions x, y (up), z of each point
 * @param coordinates of textures, u and v (up), 0 to 1
 * @param normals of the surface, of any length
 * @param triangles what is seen
 */
record Mesh(
    List<double[]> positions,
    List<double[]> coordinates,
    List<double[]> normals,
    List<Triangle> triangles) {

  /**
   * A surface.
   *
   * @param colour diffuse red, green, blue, 0 to 1
   * @param opacity 1 for solid
   * @param texture or null
   */
  record Material(double[] colour, double opacity, Picture texture) {}

  /** A triangle: indices into positions, texture coordinates (or -1) and normals (or -1). */
  record Triangle(int[] v, int[] t, int[] n, Material material) {}
}
