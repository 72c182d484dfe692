// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers what the steps of a transformer's blocks were made of, and finds those that our own
 * operators can compute together. Its limits are those of the operators' kernels.
 */
final class BlockSteps {
  private static final int HEAD = 64;
  private static final Set<Integer> HEADS = Set.of(1, 2, 5);

  /** Keys that there is room for beside five heads. */
  private static final int MOST_KEYS = 56;

  /** So many queries at once lie in two windows at most, whose keys there is room for. */
  private static final int LEAST_QUERIES = 96;

  /** Queries of a window with so many heads or more, which two blocks of threads share. */
  private static final int MOST_QUERIES = 208;

  private static final int HEADS_OF_HALVES = 5;

  /** What the depth of a reduction is a multiple of. */
  private static final int REDUCED = 128;

  /** By features, edges of the maps whose products our own operator convolves. */
  private static final Map<Long, Long> CONVOLVED = Map.of(64L, 56L, 128L, 28L, 320L, 14L);

  /** Hidden features of each feature, as PVTv2-B5 has them in these three stages. */
  private static final int WIDER = 4;

  private final TensorRtForm form;
  private final Map<String, Product> products = new HashMap<>();
  private final Map<String, Attention> attentions = new HashMap<>();
  private final Map<String, Reduction> reductions = new HashMap<>();
  private final Map<String, Value> squares = new HashMap<>();

  /** A product of [2 · N, tokens, in] and [2, in, out]. */
  record Product(Value x, Value matrices) {
    long in() {
      return matrices.shape()[1];
    }

    long out() {
      return matrices.shape()[2];
    }
  }

  /** What attention was computed of: the queries' product and its bias, keys and values. */
  record Attention(Product queries, Value shift, Value pairs) {}

  /** What reduced tokens were computed of: the squares' product, its bias and normalisation. */
  record Reduction(Product squares, Value shift, Value weight, Value bias, double epsilon) {}

  BlockSteps(TensorRtForm form) {
    this.form = form;
  }

  /** Remembers the squares of tokens that a product's factor was reshaped from. */
  void reshaped(Value factor, Value from) {
    squares.put(factor.name(), from);
  }

  /** The squares that a factor was reshaped from, or the factor where it was not. */
  Value squares(Value factor) {
    return squares.getOrDefault(factor.name(), factor);
  }

  /** Remembers a product. */
  void multiplied(Value result, Value x, Value matrices) {
    products.put(result.name(), new Product(x, matrices));
  }

  /** The product that a value is, if it is one. */
  Optional<Product> product(Value result) {
    return Optional.ofNullable(products.get(result.name()));
  }

  /** Remembers attention of a product's queries, if an operator can compute both. */
  void attended(Value mixed, Value queries, Value shift, Value pairs, int heads) {
    long asked = queries.shape()[1];
    boolean few = heads < HEADS_OF_HALVES || asked <= MOST_QUERIES;
    boolean fits = few && asked >= LEAST_QUERIES && pairs.shape()[1] <= MOST_KEYS;
    if (form.fused() && HEADS.contains(heads) && fits) {
      product(queries)
          .ifPresent(of -> attentions.put(mixed.name(), new Attention(of, shift, pairs)));
    }
  }

  /** The attention whose mixed values a product is of. */
  Optional<Attention> attention(Product product) {
    return Optional.ofNullable(attentions.get(product.x().name()));
  }

  /** Remembers the normalisation of a biased product, if an operator can compute both. */
  void normalised(Value normal, Value product, Value shift, Value weight, Value bias, double eps) {
    product(product)
        .filter(of -> form.fused() && fits(of) && of.in() % REDUCED == 0)
        .ifPresent(
            of -> reductions.put(normal.name(), new Reduction(of, shift, weight, bias, eps)));
  }

  /** The reduction that tokens are of, where a product with so many columns is keys and values. */
  Optional<Reduction> reduction(Value normal, long out) {
    return Optional.ofNullable(reductions.get(normal.name()))
        .filter(of -> out == 2 * of.squares().out());
  }

  /** The product that a value is, if an operator can compute it and its convolution. */
  Optional<Product> convolved(Value result, long height, long width) {
    return product(result)
        .filter(of -> form.fused() && height == width)
        .filter(of -> CONVOLVED.getOrDefault(of.in(), 0L) == width)
        .filter(of -> of.out() == WIDER * of.in());
  }

  /**
   * Whether an operator can compute a product, its sum with the residual and the normalised sum.
   */
  boolean normalises(Product product) {
    return form.fused() && product.in() > product.out() && fits(product);
  }

  private static boolean fits(Product product) {
    boolean whole = product.in() % HEAD == 0 && product.out() % HEAD == 0;
    return whole && HEADS.contains((int) product.out() / HEAD);
  }
}
