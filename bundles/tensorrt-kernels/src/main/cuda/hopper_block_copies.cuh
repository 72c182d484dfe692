// SPDX-License-Identifier: Apache-2.0
// What hopper_attention_block reads, and how it comes into shared memory.
#pragma once
#include <row_normalisation.cuh>
#include <warpgroup.cuh>

namespace {

struct HopperBlock {
  static constexpr int kHeads = 5;
  static constexpr int kHead = 64;
  static constexpr int kFeatures = kHeads * kHead;
  static constexpr int kEights = kHead / 8;
  // A warpgroup has a head.
  static constexpr int kGroup = 128;
  static constexpr int kThreads = kHeads * kGroup;
  static constexpr int kMostRows = 104;
  // Whole sixteens: a warp stores sixteen queries' mixed values at once.
  static constexpr int kPanelRows = 112;
  static constexpr int kMostKeys = 56;
  // The weights of keys are multiplied by values in sixteens.
  static constexpr int kValueRows = 64;
  static constexpr int kSlab = kHead * kPanelColumns;
};

struct HopperBlockTensors {
  const __half* tokens;
  const __half* query_factors;
  const __half* pairs;
  const __half* factors;
  const __half* residual;
  const __half* shift;
  const __half* weights;
  const __half* bias;
};

struct HopperPairs {
  __half keys[HopperBlock::kHeads][HopperBlock::kMostKeys * kPanelColumns];
  __half values[HopperBlock::kHeads][HopperBlock::kValueRows * kPanelColumns];
};

// Every panel begins at a multiple of 1,024 bytes.
struct HopperBlockMemory {
  union {
    // Tokens, 64 features of them a panel; then a head's queries; then its mixed values.
    __half panels[HopperBlock::kHeads][HopperBlock::kPanelRows * kPanelColumns];
    __half products[HopperBlock::kMostRows * NormalisedRow::kStride];
  };
  // Of the factors to each warpgroup's columns, 64 rows that are multiplied and the next 64.
  __half slabs[HopperBlock::kHeads][2][HopperBlock::kSlab];
  union {
    HopperPairs pairs;
    __half residual[HopperBlock::kMostRows * HopperBlock::kFeatures];
  };
  // The second product's shift, the normalisation's weights and bias.
  __half shift[HopperBlock::kFeatures];
  __half weights[HopperBlock::kFeatures];
  __half bias[HopperBlock::kFeatures];
};
static_assert(sizeof(HopperBlockMemory) == 232320, "as the operator has it");

// The rows of a block of threads: half a window where there are two blocks along x.
struct HopperBlockRows {
  int window;
  int keys;
  int there;
  // Features before these rows.
  int first;

  __device__ __forceinline__ HopperBlockRows(int asked, int count, int windows_of_part) {
    const int most = gridDim.x == 1 ? asked : (asked + 1) / 2;
    const int before = blockIdx.x * most;
    window = blockIdx.z * windows_of_part + blockIdx.y;
    keys = count;
    there = min(most, asked - before);
    first = (window * asked + before) * HopperBlock::kFeatures;
  }
};

// What a block's threads copy; eight threads copy 128 neighbouring bytes at once.
struct HopperBlockCopies {
  using Sizes = HopperBlock;

  HopperBlockMemory& memory;
  const HopperBlockTensors& tensors;
  const HopperBlockRows& block;

  // 64 rows of the factors to the warpgroup's columns; slabs count through both products.
  __device__ __forceinline__ void read_factors(int slab) const {
    constexpr int kRows = Sizes::kGroup / Sizes::kEights;
    const int thread = threadIdx.x + nothing();
    const int head = thread / Sizes::kGroup;
    const int own = thread % Sizes::kGroup / Sizes::kEights;
    const int eight = thread % Sizes::kEights;
    __half* to = memory.slabs[head][slab % 2] + in_panel(own, eight);
    const int first = blockIdx.z * Sizes::kFeatures + slab % Sizes::kHeads * Sizes::kHead + own;
    const __half* from = (slab < Sizes::kHeads ? tensors.query_factors : tensors.factors) +
                         first * Sizes::kFeatures + head * Sizes::kHead + eight * 8;
#pragma unroll
    for (int row = 0; row < Sizes::kHead; row += kRows) {
      copy(to + row * kPanelColumns, from + row * Sizes::kFeatures, true);
    }
  }

  // 64 features of all tokens.
  __device__ __forceinline__ void read_tokens(int column) const {
    constexpr int kRows = Sizes::kThreads / Sizes::kEights;
    const int thread = threadIdx.x + nothing();
    const int own = thread / Sizes::kEights;
    const int eight = thread % Sizes::kEights;
    __half* to = memory.panels[column] + in_panel(own, eight);
    const __half* from = tensors.tokens + block.first + own * Sizes::kFeatures +
                         column * Sizes::kHead + eight * 8;
#pragma unroll
    for (int row = 0; row < Sizes::kMostRows; row += kRows) {
      if (own + row < block.there) {
        copy(to + row * kPanelColumns, from + row * Sizes::kFeatures, true);
      }
    }
  }

  // Keys and values. Behind the last value there are zeros, which are multiplied by weights of 0.
  __device__ __forceinline__ void read_pairs() const {
    constexpr int kLong = 2 * Sizes::kFeatures / 8;
    constexpr int kRows = Sizes::kThreads / kLong;
    static_assert(kRows == 8, "rows that lie in a panel alike");
    const int thread = threadIdx.x + nothing();
    const int own = thread / kLong;
    const int eight = thread % kLong;
    const int panel = eight / Sizes::kEights;
    const bool of_values = panel >= Sizes::kHeads;
    __half* to = of_values ? memory.pairs.values[panel - Sizes::kHeads] : memory.pairs.keys[panel];
    to += in_panel(own, eight % Sizes::kEights);
    const __half* from = tensors.pairs + block.window * block.keys * 2 * Sizes::kFeatures +
                         own * 2 * Sizes::kFeatures + eight * 8;
#pragma unroll
    for (int row = 0; row < Sizes::kValueRows; row += kRows) {
      if (row < Sizes::kMostKeys || of_values) {
        copy(to + row * kPanelColumns, from + row * 2 * Sizes::kFeatures, own + row < block.keys);
      }
    }
  }

  __device__ __forceinline__ void read_vectors() const {
    const int own = (threadIdx.x + nothing()) * 8;
    if (own < Sizes::kFeatures) {
      const int from = blockIdx.z * Sizes::kFeatures + own;
      copy(memory.shift + own, tensors.shift + from, true);
      copy(memory.weights + own, tensors.weights + from, true);
      copy(memory.bias + own, tensors.bias + from, true);
    }
  }

  // Where keys and values were to which nobody attends any more.
  __device__ __forceinline__ void read_residual() const {
    constexpr int kRow = Sizes::kFeatures / 8;
    constexpr int kMost = Sizes::kMostRows * kRow;
    const int thread = threadIdx.x + nothing();
#pragma unroll
    for (int i = 0; i < kMost; i += Sizes::kThreads) {
      const int eight = i + thread;
      if (eight < block.there * kRow) {
        copy(memory.residual + 8 * eight, tensors.residual + block.first + 8 * eight, true);
      }
    }
  }
};

}  // namespace
