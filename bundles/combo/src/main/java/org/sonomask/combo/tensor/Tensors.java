// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.tensor;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The operations that COMBO is made of. The network is written once over this algebra; an
 * interpreter runs it at once (libtorch), writes it down (ONNX) or only follows its shapes ({@link
 * ShapeTensors}).
 *
 * <p><b>Tensors</b> are row-major and immutable: no operation changes its operands. They are of
 * float32 unless an operation says otherwise; {@code bool}, {@code uint8} and {@code int64} occur
 * as masks, pictures and indices. Pictures inside the network are [N, channels, height, width].
 *
 * <p><b>Shapes.</b> All dimensions are known when the network is built but the batch size. An
 * interpreter that does not know the batch size writes a dimension of k times the batch size as −k:
 * a picture is [−1, 3, 224, 224], a clip of five frames [−5, 3, 224, 224]. {@link #shape} answers
 * so, and {@link #reshape} understands it. At most one dimension of a shape is negative. An eager
 * interpreter answers true sizes, and takes a negative dimension as "what is left". Network code
 * therefore only multiplies dimensions or passes them on.
 *
 * <p><b>Axes</b> are counted from 0; a negative axis counts from the end (−1 is the last).
 * Element-wise operations broadcast like NumPy: shapes are aligned at the end, and a dimension of 1
 * stretches.
 *
 * <p>An interpreter throws {@link IllegalArgumentException} that names the operation and the shapes
 * if they do not fit. Interpreters are not thread-safe.
 *
 * @param <T> a tensor of the interpreter
 */
public interface Tensors<T> {

  // Sources

  /** The value of a parameter, float32; the same key always gives the same tensor. */
  T parameter(Parameter parameter);

  /** A float32 constant. */
  T constant(float[] values, long... shape);

  /** An int64 constant, for {@link #gather}. */
  T indices(long[] values, long... shape);

  /** The dimensions of a tensor; see the class comment about the batch size. */
  long[] shape(T x);

  /**
   * Computes a part of the network whose tensors in between nobody asks for again, so that an eager
   * interpreter can give their memory back at once. By default only computes it.
   */
  default T part(Supplier<T> computation) {
    return computation.get();
  }

  /**
   * Gives a tensor the name it has in the reference, so that an interpreter can show it, or put
   * another in its place (a forced attention mask, say). By default returns the tensor itself.
   */
  default T named(String name, T x) {
    return x;
  }

  /**
   * Computes two networks of one architecture, each of its own tensor, by default one after the
   * other.
   *
   * @param first of the same shape as the second
   * @param otherKey the key of the second network's parameter for that of the first's
   * @return what either yields
   */
  default List<List<T>> twins(
      T first,
      T second,
      BiFunction<Tensors<T>, T, List<T>> network,
      BiFunction<Tensors<T>, T, List<T>> other,
      UnaryOperator<String> otherKey) {
    return List.of(network.apply(this, first), other.apply(this, second));
  }

  /**
   * Computes a part of the network whose numbers half precision would spoil: an interpreter that
   * rounds to half precision computes it in single precision. By default only computes it.
   */
  default T precise(Supplier<T> computation) {
    return computation.get();
  }

  // Element by element

  T add(T a, T b);

  T subtract(T a, T b);

  T multiply(T a, T b);

  T divide(T a, T b);

  /** x · factor. */
  T scale(T x, double factor);

  /** x + offset. */
  T shift(T x, double offset);

  T relu(T x);

  /** x·Φ(x) with the exact error function. */
  T gelu(T x);

  T sigmoid(T x);

  /** e to the x. */
  T exp(T x);

  /** Natural logarithm of positive numbers. */
  T log(T x);

  /** min(max(x, low), high). */
  T clamp(T x, double low, double high);

  /** a &lt; b, bool. */
  T less(T a, T b);

  /** Whether all elements along an axis are true. bool in and out; the axis stays with size 1. */
  T all(T x, int axis);

  /** Logical and of two bool tensors. */
  T and(T a, T b);

  /** Logical not of a bool tensor. */
  T not(T x);

  /** {@code condition ? a : b}, broadcasting all three; condition is bool, a and b float32. */
  T where(T condition, T a, T b);

  /** Casts uint8, int64 or bool (false 0, true 1) to float32; float32 stays. */
  T toFloat(T x);

  /** Casts float32 in 0…255 (truncating) or int64 to uint8. */
  T toByte(T x);

  /** Casts uint8 to int64, for {@link #gather}. */
  T toIndex(T x);

  /** Zeroes elements with a probability and scales the others, in training; else the identity. */
  default T dropout(T x, double probability) {
    return x;
  }

  // Linear maps

  /** Matrix product of the last two axes, [..., m, k] · [..., k, n]; leading axes broadcast. */
  T matmul(T a, T b);

  /**
   * x · weightᵀ + bias.
   *
   * @param x [..., in], rank 2 or more
   * @param weight [out, in]
   * @param bias [out], or null for none
   */
  T linear(T x, T weight, T bias);

  /** Several {@link #linear} maps of one tensor, each with a weight and a bias. */
  default List<T> linears(T x, List<T> weights, List<T> biases) {
    return IntStream.range(0, weights.size())
        .mapToObj(i -> linear(x, weights.get(i), biases.get(i)))
        .toList();
  }

  /**
   * Cross-correlation with zero padding.
   *
   * @param x [N, in, height, width]
   * @param weight [out, in / groups, kernel height, kernel width]
   * @param bias [out], or null for none
   * @param stride the same for both axes
   * @param padding zeros at each of the four edges
   * @param groups divides in and out
   */
  T conv2d(T x, T weight, T bias, int stride, int padding, int groups);

  /**
   * A depth-wise 3×3 convolution of tokens that lie on a map, with zero padding, and {@link #gelu}.
   *
   * @param x [N, height · width, features]
   * @param weight [features, 1, 3, 3]
   * @param bias [features]
   * @return [N, height · width, features]
   */
  default T depthwiseGelu(T x, long height, long width, T weight, T bias) {
    long[] shape = shape(x);
    T map = reshape(transpose(x, 0, 2, 1), shape[0], shape[2], height, width);
    T mixed = conv2d(map, weight, bias, 1, 1, Math.toIntExact(shape[2]));
    T tokens = transpose(reshape(mixed, shape[0], shape[2], height * width), 0, 2, 1);
    return gelu(tokens);
  }

  /**
   * A convolution of tokens that lie on a map, over squares that do not overlap.
   *
   * @param x [N, height · width, in]
   * @param weight [out, in, edge, edge]; the edge divides height and width
   * @param bias [out]
   * @return [N, height / edge · width / edge, out]
   */
  default T squaresToTokens(T x, long height, long width, T weight, T bias) {
    long[] shape = shape(x);
    T map = reshape(transpose(x, 0, 2, 1), shape[0], shape[2], height, width);
    T reduced = conv2d(map, weight, bias, Math.toIntExact(shape(weight)[2]), 0, 1);
    long[] size = shape(reduced);
    return transpose(reshape(reduced, size[0], size[1], size[2] * size[3]), 0, 2, 1);
  }

  /**
   * A 1×1 convolution whose pixels become tokens.
   *
   * @param x [N, in, height, width]
   * @param weight [out, in, 1, 1]
   * @param bias [out]
   * @return [N, height · width, out]
   */
  default T pixelsToTokens(T x, T weight, T bias) {
    T map = conv2d(x, weight, bias, 1, 0, 1);
    long[] shape = shape(map);
    return transpose(reshape(map, shape[0], shape[1], shape[2] * shape[3]), 0, 2, 1);
  }

  /**
   * Attention of tokens by heads: softmax of the scaled products of queries and keys.
   *
   * @param queries [N, tokens, features]
   * @param pairs keys and values side by side, [N, keys, 2 · features]
   * @param heads divides features
   * @return [N, tokens, features]
   */
  default T attention(T queries, T pairs, int heads) {
    long[] size = shape(queries);
    long keys = shape(pairs)[1];
    long head = size[2] / heads;
    T q = transpose(reshape(queries, size[0], size[1], heads, head), 0, 2, 1, 3);
    T k = reshape(slice(pairs, 2, 0, size[2]), size[0], keys, heads, head);
    T v = reshape(slice(pairs, 2, size[2], 2 * size[2]), size[0], keys, heads, head);
    T scores = scale(matmul(q, transpose(k, 0, 2, 3, 1)), 1 / Math.sqrt(head));
    T mixed = matmul(softmax(scores, -1), transpose(v, 0, 2, 1, 3));
    return reshape(transpose(mixed, 0, 2, 1, 3), size);
  }

  // Normalisations and reductions

  /** Softmax over one axis. */
  T softmax(T x, int axis);

  /** Over the last axis: (x − mean) / √(variance + epsilon) · weight + bias, biased variance. */
  T layerNorm(T x, T weight, T bias, double epsilon);

  /**
   * Over each group of neighbouring channels and all pixels, then per channel weight and bias.
   *
   * @param x [N, channels, height, width]
   */
  T groupNorm(T x, int groups, T weight, T bias, double epsilon);

  /**
   * Batch normalisation: (x − mean) / √(variance + epsilon) · weight + bias per channel. A training
   * interpreter may use and update the batch's own mean and variance where their role is {@link
   * Parameter.Role#STATISTIC}; where it is FROZEN it takes the stored ones.
   *
   * @param x [N, channels, height, width]
   * @param weight [channels]; so are the other three
   */
  T batchNorm(
      T x, Parameter weight, Parameter bias, Parameter mean, Parameter variance, double epsilon);

  /** Mean over axes, which stay with size 1. */
  T mean(T x, int... axes);

  /** Sum over axes, which stay with size 1. */
  T sum(T x, int... axes);

  /** Maximum over one axis, which stays with size 1. */
  T max(T x, int axis);

  /** Index of the (first) maximum over one axis, int64; the axis goes. */
  T argMax(T x, int axis);

  /**
   * Maximum of square windows; padding never wins.
   *
   * @param x [N, channels, height, width]
   */
  T maxPool(T x, int kernel, int stride, int padding);

  // Shapes

  /** The same elements in another shape; at most one dimension is negative. */
  T reshape(T x, long... shape);

  /** Axis i of the result is axis {@code order[i]} of x. */
  T transpose(T x, int... order);

  /**
   * Zeros around pictures.
   *
   * @param x [N, channels, height, width]
   * @param before rows above and columns left
   * @param after rows below and columns right
   */
  T pad(T x, int before, int after);

  /** Joins tensors along an axis. */
  T concat(int axis, List<T> parts);

  /** Elements from (inclusive) to to (exclusive) of an axis; the axis stays. */
  T slice(T x, int axis, long from, long to);

  /**
   * Picks entries along an axis.
   *
   * @param indices int64 of any shape, 0 to the axis's size exclusive
   * @return x's shape with the axis replaced by the shape of indices
   */
  T gather(T x, int axis, T indices);

  // Sampling

  /**
   * Bilinear samples at free positions; outside the picture all is zero. Positions are relative, −1
   * to 1 from edge to edge ("align corners" off): pixel column c has its centre at (2c + 1) / width
   * − 1.
   *
   * @param x [N, channels, height, width]
   * @param grid [N, rows, columns, 2] with (x, y)
   * @return [N, channels, rows, columns]
   */
  T gridSample(T x, T grid);

  /**
   * Samples every level at free positions around each token, bilinearly; outside of a map all is
   * zero. By default by {@link #gridSample}.
   *
   * @param value [N, tokens, features], tokens of all levels
   * @param offsets [N, tokens, heads · levels · points · 2] with (x, y), in cells of the sampled
   *     level, from the centre of the token's own cell
   * @param logits [N, tokens, heads · levels · points], whose softmax over levels and points
   *     weights the samples of a head
   * @return [N, tokens, features]: of each head the weighted sum of its samples
   */
  default T deformableSampling(DeformableSampling sampling, T value, T offsets, T logits) {
    long[] shape = shape(logits);
    int samples = sampling.samples();
    T ofHeads = reshape(logits, shape[0], shape[1], shape[2] / samples, samples);
    return sampling.byGridSample(this, value, offsets, softmax(ofHeads, -1));
  }

  /**
   * Mask logits on a smaller map. Reduction and the product of embeddings with features are both
   * linear and act on different axes, so that an interpreter may also reduce the features first.
   *
   * @param logits product of embeddings and features, [N, embeddings, height, width]
   * @param embeddings [N, embeddings, size]
   * @param features [N, height · width, size]
   * @return [N, embeddings, reduced height · reduced width]
   */
  default T reducedLogits(T logits, T embeddings, T features, int height, int width) {
    long[] shape = shape(logits);
    return reshape(
        resizeBilinear(logits, height, width), shape[0], shape[1], (long) height * width);
  }

  /**
   * Weighted sum of maps that are enlarged and then squashed by the sigmoid function.
   *
   * @param logits [N, maps, height, width]
   * @param weights [N, maps, 1]
   * @return [N, enlarged height, enlarged width]
   */
  default T enlargedSum(T logits, T weights, int height, int width) {
    long[] shape = shape(logits);
    T large = resizeBilinear(logits, height, width);
    return precise(
        () -> {
          T masks = sigmoid(reshape(large, shape[0], shape[1], (long) height * width));
          return reshape(sum(multiply(masks, weights), 1), shape[0], height, width);
        });
  }

  /**
   * Bilinear with half-pixel centres, edge pixels repeated, no antialias: [N, C, height, width].
   */
  T resizeBilinear(T x, int height, int width);
}
