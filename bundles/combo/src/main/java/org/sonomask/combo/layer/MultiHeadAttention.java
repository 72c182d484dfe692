// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.layer;

import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * Scaled dot-product attention with several heads and one packed input projection, as PyTorch's
 * {@code MultiheadAttention} stores it: rows of {@code in_proj_weight} are queries, keys, values.
 *
 * @param key of the module
 * @param size features of queries, keys and values
 * @param heads divides size
 */
public record MultiHeadAttention(String key, int size, int heads) {
  /** Small enough to vanish in a softmax, large enough for half precision. */
  private static final float BLOCKED = -1e4f;

  /**
   * Attends.
   *
   * @param query [N, queries, size]
   * @param keys [N, tokens, size]
   * @param values [N, tokens, size]
   * @param bias [N, queries, tokens], added to the scores of all heads ({@link #blocking}); null
   *     adds nothing
   * @return [N, queries, size]
   */
  public <T> T attend(Tensors<T> t, T query, T keys, T values, T bias) {
    T weight =
        t.parameter(
            new Parameter(key + ".in_proj_weight", Role.WEIGHT, Initial.xavier(), 3L * size, size));
    T offset =
        t.parameter(
            new Parameter(key + ".in_proj_bias", Role.WEIGHT, Initial.constant(0), 3L * size));
    int width = size / heads;
    T q = t.scale(project(t, query, weight, offset, 0), 1 / Math.sqrt(width));
    T k = project(t, keys, weight, offset, 1);
    T v = project(t, values, weight, offset, 2);
    T scores = t.matmul(heads(t, q, 0, 2, 1, 3), heads(t, k, 0, 2, 3, 1));
    T masked = bias == null ? scores : t.add(scores, everyHead(t, bias));
    T mixed = t.transpose(t.matmul(t.softmax(masked, -1), heads(t, v, 0, 2, 1, 3)), 0, 2, 1, 3);
    long[] shape = t.shape(query);
    return new LinearMap(key + ".out_proj", size, size)
        .apply(t, t.reshape(mixed, shape[0], shape[1], size));
  }

  private <T> T project(Tensors<T> t, T x, T weight, T bias, int part) {
    long from = (long) part * size;
    return t.linear(x, t.slice(weight, 0, from, from + size), t.slice(bias, 0, from, from + size));
  }

  private <T> T heads(Tensors<T> t, T x, int... order) {
    long[] shape = t.shape(x);
    return t.transpose(t.reshape(x, shape[0], shape[1], heads, size / heads), order);
  }

  private static <T> T everyHead(Tensors<T> t, T bias) {
    long[] shape = t.shape(bias);
    return t.reshape(bias, shape[0], 1, shape[1], shape[2]);
  }

  /**
   * What to add to scores so that blocked ones vanish in the softmax.
   *
   * @param blocked bool
   */
  public static <T> T blocking(Tensors<T> t, T blocked) {
    return t.scale(t.toFloat(blocked), BLOCKED);
  }
}
