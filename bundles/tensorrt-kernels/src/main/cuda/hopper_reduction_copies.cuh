// SPDX-License-Identifier: Apache-2.0
// What a block of hopper_spatial_reduction shares, and what it copies there.
#pragma once
#include <numbers.cuh>
#include <warpgroup.cuh>

namespace {

struct HopperReduction {
  static constexpr int kFeatures = 320;
  static constexpr int kRows = 64;
  static constexpr int kOwnRows = kRows / 2;
  static constexpr int kStep = kPanelColumns;
  static constexpr int kPanels = kFeatures / kPanelColumns;
  static constexpr int kThreads = 128 * kPanels;
  static constexpr int kEights = kFeatures / 8;
  static constexpr int kPairSteps = kFeatures / kStep;
  static constexpr int kStages = 4;
  // One stage is being multiplied, the others are being copied.
  static constexpr int kAhead = kStages - 1;
  static constexpr int kSums = kRows / 2;
  static constexpr int kOwnSums = kOwnRows / 2;
  static constexpr int kSlab = kStep * kFeatures;

  __half slabs[kStages][kPanels][kStep * kPanelColumns];
  // Panels of 64 features of the squares, by turns; then the normalised rows.
  __half rows[kPanels][kRows * kPanelColumns];
  union {
    // The other block's sums of this one's rows.
    uint2 handed[kOwnSums / 4][kThreads];
    // Of each warpgroup, sixteen rows of results and the next sixteen by turns.
    __half pairs[kPanels][2][16 * kPanelColumns];
  };
  // Shift, and the normalisation's weights and bias.
  __half vectors[3][kFeatures];
};

static_assert(sizeof(HopperReduction) == 227200, "the operator says so");

struct HopperReductionTensors {
  const __half* squares;
  const __half* factors;
  const __half* vectors[3];
  const __half* pair_factors;
  const float* epsilon;
};

// What a thread copies next of a block's factors, and of the squares of its rows.
struct ReductionSource {
  using Shared = HopperReduction;
  static constexpr int kAtOnce = Shared::kThreads / Shared::kEights;
  static_assert(kAtOnce % 8 == 0, "swizzled alike");
  static constexpr int kSquaresAtOnce = Shared::kThreads / 8;
  static_assert(kSquaresAtOnce >= Shared::kRows, "a thread copies an eight of squares at most");

  const __half* pair_factors;
  // Steps of the first product.
  int steps;
  bool has_row;
  // Where the next slab is copied from, the distance of its rows and the stage that it is copied
  // to; then the same for squares.
  const __half* next;
  int stride;
  int stage;
  const __half* next_squares;
  int place;

  __device__ __forceinline__ static int own_row() { return threadIdx.x / Shared::kEights; }

  __device__ __forceinline__ static int own_column() { return threadIdx.x % Shared::kEights * 8; }

  // Asks for the vectors, in the first step's group of copies.
  __device__ __forceinline__ static void read_vectors(const __half* const (&vectors)[3], int part) {
    if (own_row() < 3) {
      const __half* from = own_row() == 0 ? vectors[0] : own_row() == 1 ? vectors[1] : vectors[2];
      copy(&shared_memory<Shared>().vectors[own_row()][own_column()],
           from + part * Shared::kFeatures + own_column(), true);
    }
  }

  // Asks for a step; steps come one after another and count through both products.
  __device__ __forceinline__ void read(int step) {
    const int pair_step = step - steps;
    if (pair_step == 0) {
      stride = 2 * Shared::kFeatures;
      next = pair_factors + own_row() * stride + own_column();
    }
    if (pair_step < 0) {
      read_squares();
    }
    if (pair_step < Shared::kPairSteps) {
      read_slab();
    }
    copies_asked();
  }

  __device__ __forceinline__ void read_squares() {
    if (has_row) {
      copy(shared_memory<Shared>().rows[place] + in_panel(threadIdx.x / 8, threadIdx.x % 8),
           next_squares, true);
    }
    next_squares += kPanelColumns;
    place = place + 1 == Shared::kPanels ? 0 : place + 1;
  }

  __device__ __forceinline__ void read_slab() {
    __half* to = shared_memory<Shared>().slabs[stage][own_column() / kPanelColumns] +
                 in_panel(own_row(), own_column() / 8 % 8);
#pragma unroll
    for (int i = 0; i < Shared::kStep; i += kAtOnce) {
      copy(to + i * kPanelColumns, next + i * stride, true);
    }
    next += Shared::kStep * stride;
    stage = stage + 1 == Shared::kStages ? 0 : stage + 1;
  }
};

// What a thread copies for a block of a cluster whose rows begin at this one of all parts' rows.
__device__ __forceinline__ ReductionSource reduction_source(const HopperReductionTensors& tensors,
                                                            size_t start, int rows, int depth,
                                                            int block) {
  using Shared = HopperReduction;
  const int half = depth / 2;
  const int row = threadIdx.x / 8;
  const size_t first = static_cast<size_t>(blockIdx.y) * depth + block * half;
  ReductionSource source = {};
  source.pair_factors = tensors.pair_factors +
                        (blockIdx.y * 2 * Shared::kFeatures + block) * Shared::kFeatures;
  source.steps = half / Shared::kStep;
  source.has_row = row < rows;
  source.next = tensors.factors + (first + ReductionSource::own_row()) * Shared::kFeatures +
                ReductionSource::own_column();
  source.stride = Shared::kFeatures;
  source.next_squares =
      tensors.squares + (start + row) * depth + block * half + threadIdx.x % 8 * 8;
  return source;
}

}  // namespace
