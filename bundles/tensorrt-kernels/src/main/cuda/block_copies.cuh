// SPDX-License-Identifier: Apache-2.0
// What attention_block reads, and how it comes into shared memory.
#pragma once
#include <block_sizes.cuh>

namespace {

struct BlockTensors {
  const __half* tokens;
  const __half* query_factors;
  const __half* query_shift;
  const __half* pairs;
  const __half* factors;
  const __half* shift;
  const __half* residual;
  const __half* weights;
  const __half* bias;
  const float* epsilon;
};

// The rows of a block of threads and the windows that they lie in, from the first one on.
struct BlockRows {
  int first;
  int there;
  int window;
  // Rows of the first window that earlier blocks have.
  int before;
  int windows;

  __device__ __forceinline__ BlockRows(int most, int asked, int windows_of_part) {
    first = blockIdx.x * most;
    there = min(most, asked * windows_of_part - first);
    window = first / asked;
    before = first - window * asked;
    windows = (before + there - 1) / asked + 1;
  }
};

template <int kHeads>
struct BlockMemory {
  using Sizes = BlockSizes<kHeads>;
  static constexpr int kSlab = Sizes::kStep * Sizes::kStride;

  // Tokens, then queries, then mixed values, then sums.
  __half* rows = &shared_memory<__half>();
  // Slabs of 16 rows of the factors, four of them by turns.
  __half* ring = rows + Sizes::kRows * Sizes::kStride;
  // In the ring's place when its factors have been used: the normalisation's weights and bias, and
  // the moments of pieces of rows.
  __half* affine = ring;
  float2* shares = reinterpret_cast<float2*>(ring + kSlab);
  // Keys and values, then the residual, then normalised sums.
  __half* kept = ring + Sizes::kStages * kSlab;
};

// Copies during each step what later ones need.
template <int kHeads>
struct BlockCopies {
  using Sizes = BlockSizes<kHeads>;
  static constexpr int kHead = Sizes::kHead;
  static constexpr int kStep = Sizes::kStep;
  static constexpr int kStages = Sizes::kStages;
  static constexpr int kFeatures = Sizes::kFeatures;
  static constexpr int kEights = Sizes::kEights;
  static constexpr int kStride = Sizes::kStride;
  static constexpr int kSteps = Sizes::kSteps;
  static constexpr int kThreads = Sizes::kThreads;

  BlockMemory<kHeads> memory;
  const BlockTensors& tensors;
  int part = blockIdx.y;
  int there;
  int pair_rows;
  // What this thread copies next. Factors are the first product's, then the second's.
  const __half* next_tokens;
  const __half* next_factors;
  const __half* next_pairs;
  const __half* next_kept;
  int next_pair = threadIdx.x;
  int next_eight = threadIdx.x;

  __device__ __forceinline__ BlockCopies(const BlockTensors& all, const BlockRows& block, int asked,
                                         int keys, int windows_of_part)
      : tensors(all) {
    there = block.there;
    pair_rows = block.windows * keys;
    const int window = part * windows_of_part;
    const size_t start = (static_cast<size_t>(window) * asked + block.first) * kFeatures;
    const size_t pair = static_cast<size_t>(window + block.window) * keys * 2 * kFeatures;
    next_tokens = tensors.tokens + start;
    next_factors = tensors.query_factors + part * kFeatures * kFeatures + 8 * threadIdx.x;
    next_pairs = tensors.pairs + pair + 8 * threadIdx.x;
    next_kept = tensors.residual + start + 8 * threadIdx.x;
  }

  __device__ __forceinline__ void prefetch_weights() const {
    constexpr int kSquare = kFeatures * kFeatures;
    prefetch_all(tensors.query_factors + part * kSquare, kSquare);
    prefetch_all(tensors.factors + part * kSquare, kSquare);
    prefetch_all(tensors.query_shift + part * kFeatures, kFeatures);
    prefetch_all(tensors.shift + part * kFeatures, kFeatures);
    prefetch_all(tensors.weights + part * kFeatures, kFeatures);
    prefetch_all(tensors.bias + part * kFeatures, kFeatures);
    prefetch(reinterpret_cast<const __half*>(tensors.epsilon));
  }

  // Asks for the first 64 features of all tokens.
  __device__ __forceinline__ void begin() const {
    for (int row = threadIdx.x / 8; row < there; row += kThreads / 8) {
      read_token(row, threadIdx.x % 8 * 8);
    }
  }

  // Asks for a step's copies. Steps count through both products; beyond them there is nothing to
  // copy.
  __device__ __forceinline__ void read(int step) {
    if (step < 2 * kSteps) {
      read_factors(step);
    }
    if (step < kSteps) {
      read_tokens(step);
      read_pairs();
    } else if (step >= kSteps + Sizes::kLead && step <= 2 * kSteps) {
      read_kept();
    }
    if (step == 2 * kSteps && threadIdx.x < 2 * kEights) {
      const int i = threadIdx.x;
      const __half* from = (i < kEights ? tensors.weights : tensors.bias) + part * kFeatures;
      copy(memory.affine + 8 * i, from + i % kEights * 8, true);
    }
    copies_asked();
  }

  __device__ __forceinline__ void read_factors(int step) {
    if (step == kSteps) {
      next_factors = tensors.factors + part * kFeatures * kFeatures + 8 * threadIdx.x;
    }
    __half* slab = memory.ring + step % kStages * memory.kSlab;
#pragma unroll
    for (int j = 0; j < kStep * kEights; j += kThreads) {
      const int i = j + threadIdx.x;
      if (i < kStep * kEights) {
        copy(slab + i / kEights * kStride + i % kEights * 8, next_factors + 8 * j, true);
      }
    }
    next_factors += kStep * kFeatures;
  }

  __device__ __forceinline__ void read_token(int row, int column) const {
    copy(memory.rows + row * kStride + column, next_tokens + row * kFeatures + column, true);
  }

  // The next 64 features of a quarter of the tokens.
  __device__ __forceinline__ void read_tokens(int step) const {
    const int row = step % 4 * (Sizes::kRows / 4) + threadIdx.x / 8;
    const int column = (step / 4 + 1) * kHead + threadIdx.x % 8 * 8;
    if (kHeads > 1 && threadIdx.x < Sizes::kRows / 4 * 8 && step < kSteps - 4 && row < there) {
      read_token(row, column);
    }
  }

  __device__ __forceinline__ void read_pairs() {
#pragma unroll
    for (int j = 0; j < Sizes::kPairCopies; j++) {
      const int row = next_pair / (2 * kEights);
      if (row < pair_rows) {
        // Each row in shared memory is an eight longer.
        copy(memory.kept + 8 * (next_pair + row), next_pairs + 8 * j * kThreads, true);
      }
      next_pair += kThreads;
    }
    next_pairs += 8 * Sizes::kPairCopies * kThreads;
  }

  // The residual, which takes the place of keys and values when attention is over.
  __device__ __forceinline__ void read_kept() {
#pragma unroll 2
    for (int j = 0; j < Sizes::kKeptCopies; j++) {
      const int row = next_eight / kEights;
      if (row < there) {
        copy(memory.kept + 8 * (next_eight + row), next_kept + 8 * j * kThreads, true);
      }
      next_eight += kThreads;
    }
    next_kept += 8 * Sizes::kKeptCopies * kThreads;
  }
};

}  // namespace
