// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <row_normalisation.cuh>
#include <warpgroup.cuh>

// Products with 320 columns, whose rows are summed with the residual and normalised by the block
// that makes them. A block takes 104 rows of a part (blockIdx.y), a warpgroup 64 columns of them,
// transposed. Four stages hold steps of 64 features by turns: two are being multiplied while two
// are being copied.

namespace {

struct HopperProduct {
  static constexpr int kColumns = NormalisedRow::kFeatures;
  static constexpr int kEights = kColumns / 8;
  static constexpr int kRows = 104;
  static constexpr int kStep = kPanelColumns;
  static constexpr int kStages = 4;
  // Steps by which copies are ahead of products.
  static constexpr int kAhead = kStages - 2;
  static constexpr int kPanels = kColumns / kPanelColumns;
  static constexpr int kThreads = kPanels * 128;

  struct Stage {
    __half factors[kPanels][kStep * kPanelColumns];
    __half tokens[kRows * kPanelColumns];
  };
  union {
    Stage stages[kStages];
    __half products[kRows][NormalisedRow::kStride];
  };
  // The normalisation's vectors, and the rows' places among squares.
  __half weights[kColumns];
  __half bias[kColumns];
  float epsilon;
  int places[kRows];
};
static_assert(sizeof(HopperProduct) == 218788, "the operator says so");

// What a thread copies of each step: the same eight of every sixteenth row of the factors, and an
// eight of one or two tokens, the last token in place of those beyond the end.
class ProductCopies {
  using Shared = HopperProduct;
  static constexpr int kFactorRows = Shared::kThreads / Shared::kEights;
  static constexpr int kTokenEights = Shared::kStep / 8;
  static constexpr int kTokenRows = Shared::kThreads / kTokenEights;
  static_assert(kFactorRows % 8 == 0 && kTokenRows % 8 == 0, "swizzled alike");

  const __half* factors_;
  const __half* upper_;
  const __half* lower_;
  __half* to_factors_;
  __half* to_tokens_;

 public:
  __device__ __forceinline__ ProductCopies(Shared& memory, const __half* factors,
                                           const __half* tokens, int rows, int depth) {
    const int row = threadIdx.x / Shared::kEights;
    const int eight = threadIdx.x % Shared::kEights;
    const int token = threadIdx.x / kTokenEights;
    const int token_eight = threadIdx.x % kTokenEights;
    const auto of_token = [&](int number) {
      return tokens + static_cast<size_t>(min(number, rows - 1)) * depth + token_eight * 8;
    };
    factors_ = factors + row * Shared::kColumns + eight * 8;
    upper_ = of_token(token);
    lower_ = of_token(token + kTokenRows);
    to_factors_ = memory.stages[0].factors[eight / 8] + in_panel(row, eight % 8);
    to_tokens_ = memory.stages[0].tokens + in_panel(token, token_eight);
  }

  // Asks for a step; steps come one after another.
  __device__ __forceinline__ void read(int step) {
    constexpr int kStageHalves = sizeof(Shared::Stage) / sizeof(__half);
    const int stage = step % Shared::kStages * kStageHalves;
#pragma unroll
    for (int row = 0; row < Shared::kStep; row += kFactorRows) {
      copy(to_factors_ + stage + row * kPanelColumns, factors_ + row * Shared::kColumns, true);
    }
    copy(to_tokens_ + stage, upper_, true);
    if (threadIdx.x < (Shared::kRows - kTokenRows) * kTokenEights) {
      copy(to_tokens_ + stage + kTokenRows * kPanelColumns, lower_, true);
    }
    factors_ += Shared::kStep * Shared::kColumns;
    upper_ += Shared::kStep;
    lower_ += Shared::kStep;
  }
};

// Adds a warpgroup's products of all steps to its sums; the last ones may not have been made yet.
__device__ __forceinline__ void multiply_steps(float (&sums)[HopperProduct::kRows / 2],
                                               HopperProduct& memory, ProductCopies& copies,
                                               int steps) {
  using Shared = HopperProduct;
  const int own = threadIdx.x / 128;
#pragma unroll 1
  for (int step = 0; step < steps; step++) {
    // What has been copied is multiplied without written_for_products, which would take a twentieth
    // of all the time.
    copies_made<Shared::kAhead - 1>();
    __syncthreads();
    const typename Shared::Stage& stage = memory.stages[step % Shared::kStages];
    products_begin();
#pragma unroll
    for (int k = 0; k < Shared::kStep / 16; k++) {
      multiply_add<true>(sums, panel(stage.factors[own] + k * 16 * kPanelColumns),
                         panel(stage.tokens + k * 16), true);
    }
    products_asked();
    // Into the stage of the last step but one: all warps that met here have made its products.
    if (step + Shared::kAhead < steps) {
      copies.read(step + Shared::kAhead);
    }
    copies_asked();
    products_made<1>();
  }
}

// The rows of a block: where they begin and how many there are, the residual, and the results.
struct ProductRows {
  int first;
  int rows;
  const uint4* residual;
  uint4* sums;
  uint4* normalised;
  uint4* squares;
};

// Asks for a part's weights and bias, and computes the rows' places among squares of maps. Threads
// wait for both with their copies, and meet, before they normalise.
__device__ __forceinline__ void prepare_rows(HopperProduct& memory, const ProductRows& block,
                                             const __half* weights, const __half* bias,
                                             const float* epsilon, const int* map) {
  constexpr int kEights = HopperProduct::kEights;
  const int thread = threadIdx.x;
  const int own = blockIdx.y * HopperProduct::kColumns + thread % kEights * 8;
  if (thread < kEights) {
    copy(memory.weights + thread * 8, weights + own, true);
  } else if (thread < 2 * kEights) {
    copy(memory.bias + thread % kEights * 8, bias + own, true);
  }
  if (thread == 0) {
    memory.epsilon = __ldg(epsilon);
  }
  if (map != nullptr && thread < block.rows) {
    memory.places[thread] = place_in_squares(block.first + thread, map);
  }
}

// Sets the sums to the shift of a thread's columns.
__device__ __forceinline__ void begin_sums(float (&sums)[HopperProduct::kRows / 2],
                                           const __half* shift) {
  const int column = blockIdx.y * HopperProduct::kColumns + threadIdx.x / 32 * 16 +
                     threadIdx.x % 32 / 4;
  const float upper = __half2float(__ldg(shift + column));
  const float lower = __half2float(__ldg(shift + column + 8));
#pragma unroll
  for (int i = 0; i < HopperProduct::kRows / 2; i++) {
    sums[i] = i % 4 < 2 ? upper : lower;
  }
}

// Stores a warpgroup's columns as parts of rows.
__device__ __forceinline__ void store_products(HopperProduct& memory,
                                               const float (&sums)[HopperProduct::kRows / 2]) {
  constexpr int kTiles = HopperProduct::kRows / 8;
  const int lane = threadIdx.x % 32;
  __half* row = &memory.products[lane / 16 * 8 + lane % 8]
                                [threadIdx.x / 32 * 16 + lane / 8 % 2 * 8];
  // Two eights of tokens at once; an odd last one is stored together with the one before, once
  // more.
#pragma unroll
  for (int next = 0; next < kTiles; next += 2) {
    const int tile = next + 1 < kTiles ? next : next - 1;
    const float* own = sums + 4 * tile;
    store_transposed(row + tile * 8 * NormalisedRow::kStride,
                     {pair(own[0], own[1]), pair(own[2], own[3]), pair(own[4], own[5]),
                      pair(own[6], own[7])});
  }
}

// The products, which must have been made, take the place of their factors in shared memory; then
// their rows are summed with the residual and normalised.
__device__ __forceinline__ void sum_and_normalise(HopperProduct& memory,
                                                  const float (&products)[HopperProduct::kRows / 2],
                                                  const ProductRows& block) {
  constexpr int kEights = HopperProduct::kEights;
  copies_made<0>();
  __syncthreads();
  store_products(memory, products);
  __syncthreads();
  const size_t first = static_cast<size_t>(block.first) * kEights;
  const uint4* const own_residual = block.residual + first;
  uint4* const own_sums = block.sums + first;
  uint4* const own_normalised = block.normalised + first;
  normalise_sums(
      memory.products[0], block.rows, threadIdx.x / 32, HopperProduct::kThreads / 32,
      memory.weights, memory.bias, memory.epsilon,
      [&](int row, int eight) { return __ldg(own_residual + row * kEights + eight); },
      [&](int row, int eight, const uint4& sum) { own_sums[row * kEights + eight] = sum; },
      [&](int row, int eight, const uint4& normal) {
        own_normalised[row * kEights + eight] = normal;
        if (block.squares != nullptr) {
          block.squares[static_cast<size_t>(memory.places[row]) * kEights + eight] = normal;
        }
      });
}

}  // namespace

extern "C" __global__ void __launch_bounds__(HopperProduct::kThreads, 1) hopper_product_layer_norm(
    const __half* features, const __half* factors, const __half* shift, const uint4* residual,
    const __half* weights, const __half* bias, const float* epsilon, const int* map, uint4* sums,
    uint4* normalised, uint4* squares, int rows_of_part, int depth) {
  using Shared = HopperProduct;
  Shared& memory = shared_memory<Shared>();
  factors += static_cast<size_t>(blockIdx.y) * depth * Shared::kColumns;
  prefetch_all(factors, depth * Shared::kColumns);
  const int before = blockIdx.x * Shared::kRows;
  const ProductRows block = {static_cast<int>(blockIdx.y) * rows_of_part + before,
                             min(Shared::kRows, rows_of_part - before),
                             residual,
                             sums,
                             normalised,
                             squares};
  const int steps = depth / Shared::kStep;
  ProductCopies copies(memory, factors, features + static_cast<size_t>(block.first) * depth,
                       block.rows, depth);
#pragma unroll
  for (int step = 0; step < Shared::kAhead; step++) {
    if (step < steps) {
      copies.read(step);
    }
    if (step == 0) {
      prepare_rows(memory, block, weights, bias, epsilon, map);
    }
    copies_asked();
  }
  float products[Shared::kRows / 2];
  begin_sums(products, shift);
  multiply_steps(products, memory, copies, steps);
  products_made<0>();
  sum_and_normalise(memory, products, block);
}
