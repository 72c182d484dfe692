// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;

/**
 * The first half of a transformer's block: the queries' product, their attention to few keys by
 * heads of 64 features, the product of what they mix, what is added to it and the layer
 * normalisation of the sum. Inputs: tokens [N, tokens, features], of 1, 2 or 5 heads, the queries'
 * factors [parts, features, features], where each part of the N has its own, and bias [parts,
 * features], keys and values side by side [N, keys, 2 · features], factors and bias of the second
 * product, a further summand, as the tokens, the normalisation's weight and bias [parts, features],
 * all half; epsilon [1], float. Outputs: sum and normalised sum, as the tokens.
 *
 * <p>There are at most 64 keys, and so many tokens that 96 of them lie in windows with at most 128
 * keys; for 5 heads at most 56 keys and 208 tokens, and the GPU must be of compute capability 9.0.
 */
final class AttentionBlockOperator implements GpuOperator {
  private static final int FACTORS = 1;
  private static final int PAIRS = 3;
  private static final int EPSILON = 9;
  private static final int HEAD = 64;
  private static final int MOST_KEYS = 64;
  private static final int ROWS = 96;
  private static final int ROWS_OF_WARP = 48;
  private static final int WARP = 32;
  private static final int PADDING = 8;

  /** Rows of the factors that lie in shared memory at a time. */
  private static final int FACTOR_ROWS = 4 * 16;

  /** Keys of all windows that a block's rows lie in, which it has time to copy. */
  private static final int MOST_PAIRS = 128;

  /** What {@code hopper_attention_block} is for, whose blocks take a window or half of one. */
  private static final int HOPPER_HEADS = 5;

  private static final int HOPPER_ROWS = 104;
  private static final int HOPPER_KEYS = 56;
  private static final int HOPPER_THREADS = 640;
  private static final int HOPPER_SHARED_BYTES = 232_320;

  @Override
  public String name() {
    return "SonomaskAttentionBlock";
  }

  @Override
  public int inputs() {
    return EPSILON + 1;
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public int type(int position) {
    return position == EPSILON ? TensorDescription.FLOAT : TensorDescription.HALF;
  }

  @Override
  public void launch(
      TensorDescription[] description, Pointer[] inputs, Pointer[] outputs, Pointer stream)
      throws CudaException {
    long[] shape = description[0].shape();
    int features = (int) shape[2];
    int heads = features / HEAD;
    int keys = (int) description[PAIRS].shape()[1];
    int parts = (int) description[FACTORS].shape()[0];
    int asked = (int) shape[1];
    int windowsOfPart = (int) shape[0] / parts;
    boolean byWindows = heads == HOPPER_HEADS && keys <= HOPPER_KEYS && asked <= 2 * HOPPER_ROWS;
    int pairs = windowsOfBlock(asked, windowsOfPart) * keys;
    boolean byRows = heads <= 2 && keys <= MOST_KEYS && pairs <= MOST_PAIRS;
    if (features % HEAD != 0 || !byWindows && !byRows) {
      throw new CudaException(
          "up to 64 keys of 64 or 128 features are attended to, 128 in all windows that 96 tokens"
              + " lie in, or 56 of 320 by up to 208 tokens, not "
              + keys
              + " of "
              + features
              + " by "
              + asked
              + ": write the model with Sampling.KERNELS");
    }
    Launch launch =
        byWindows
            ? byWindows(asked, windowsOfPart, parts)
            : byRows(heads, pairs, windowsOfPart * asked, parts);
    CudaDriver.launch(
        launch.kernel(),
        launch.blocks(),
        launch.threads(),
        launch.sharedBytes(),
        stream,
        inputs,
        outputs,
        asked,
        keys,
        windowsOfPart);
  }

  private record Launch(String kernel, int[] blocks, int threads, int sharedBytes) {}

  /** A block for each window, or two that have half of it each. */
  private static Launch byWindows(int asked, int windowsOfPart, int parts) {
    int halves = asked > HOPPER_ROWS ? 2 : 1;
    return new Launch(
        "hopper_attention_block",
        new int[] {halves, windowsOfPart, parts},
        HOPPER_THREADS,
        HOPPER_SHARED_BYTES);
  }

  /** A block for each 96 rows of a part, whichever windows they lie in. */
  private static Launch byRows(int heads, int pairs, int rowsOfPart, int parts) {
    int across = heads == 1 ? 2 : 4;
    return new Launch(
        "attention_block_" + heads,
        new int[] {(rowsOfPart + ROWS - 1) / ROWS, parts, 1},
        ROWS / ROWS_OF_WARP * across * WARP,
        sharedBytes(HEAD * heads, pairs));
  }

  /** Windows that a block's rows lie in at most. */
  private static int windowsOfBlock(int asked, int windowsOfPart) {
    return Math.min(windowsOfPart, (ROWS + asked - 2) / asked + 1);
  }

  /** As the kernel lays them out. */
  private static int sharedBytes(int features, int pairs) {
    int row = features + PADDING;
    int kept = Math.max(pairs * (2 * features + PADDING), ROWS * row);
    return ((ROWS + FACTOR_ROWS) * row + kept) * Short.BYTES;
  }
}
