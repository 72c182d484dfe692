// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <numbers.cuh>

namespace {

// What a block of product_layer_norm shares: steps of both factors, the residual, whose place the
// sums take, and shares of rows' means and variances. Rows are 16 bytes longer than they need to
// be, so that the lanes of a warp reach different banks.
template <int kFeatures>
struct ProductLayerNorm {
  static constexpr int kColumns = kFeatures;
  static constexpr int kEights = kColumns / 8;
  static constexpr int kRows = 96;
  static constexpr int kStep = 32;
  static constexpr int kStages = 4;
  static constexpr int kAcross = 4;
  static constexpr int kThreads = 256;
  // What a warp copies at once.
  static constexpr int kRowsAtOnce = 32 / kEights;
  static_assert(kStep == 4 * (kThreads / 32) && 4 % kRowsAtOnce == 0, "rows fit");

  __half left[kStages][kRows][kStep + 8];
  union {
    __half right[kStages][kStep][kColumns + 8];
    __half normal[kRows][kColumns + 8];
  };
  __half sums[kRows][kColumns + 8];
  float shares[kRows][kAcross];
  int places[kRows];
};
static_assert(sizeof(ProductLayerNorm<64>) == 64896 && sizeof(ProductLayerNorm<128>) == 93568,
              "the operator says so");

// Writes rows to the places given for them, as many as there are; a warp four at once.
template <typename Shared, typename Place>
__device__ __forceinline__ void write_rows(
    uint4* to, const __half (&rows)[Shared::kRows][Shared::kColumns + 8], int there,
    const Place& place) {
  constexpr int kEights = Shared::kEights;
  constexpr int kRowsAtOnce = Shared::kRowsAtOnce;
  const int lane = threadIdx.x % 32;
  const int eight = lane % kEights;
#pragma unroll 1
  for (int four = threadIdx.x / 32 * 4; four < there; four += Shared::kThreads / 32 * 4) {
    const int row = four + lane / kEights;
    uint4 own[4 / kRowsAtOnce];
#pragma unroll
    for (int i = 0; i < 4; i += kRowsAtOnce) {
      own[i / kRowsAtOnce] = *reinterpret_cast<const uint4*>(&rows[row + i][8 * eight]);
    }
#pragma unroll
    for (int i = 0; i < 4; i += kRowsAtOnce) {
      if (row + i < there) {
        to[static_cast<size_t>(place(row + i)) * kEights + eight] = own[i / kRowsAtOnce];
      }
    }
  }
}

// Products with 64 or 128 columns, whose rows are summed with the residual and normalised by the
// block that makes them. A block takes 96 rows of a part (blockIdx.y), a warp 48 of them and a
// quarter of the columns; four steps of 32 features lie in shared memory at a time.
template <int kFeatures>
__device__ __forceinline__ void product_layer_norm(
    const __half* features, const __half* factors, const __half2* shift, const __half* residual,
    const __half2* weights, const __half2* bias, const float* epsilon, const int* map, uint4* sums,
    uint4* normalised, uint4* squares, int rows_of_part, int depth) {
  using Shared = ProductLayerNorm<kFeatures>;
  constexpr int kColumns = Shared::kColumns;
  constexpr int kEights = Shared::kEights;
  constexpr int kOwnRows = 48;
  constexpr int kBelow = kOwnRows / 16;
  constexpr int kOwnColumns = kColumns / Shared::kAcross;
  constexpr int kTiles = kOwnColumns / 8;
  Shared& memory = shared_memory<Shared>();
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x / 32;
  const int below = warp / Shared::kAcross * kOwnRows;
  const int beside = warp % Shared::kAcross * kOwnColumns;
  const int part = blockIdx.y;
  const int rows = min(Shared::kRows, rows_of_part - static_cast<int>(blockIdx.x) * Shared::kRows);
  const int first = part * rows_of_part + blockIdx.x * Shared::kRows;
  const __half* own = features + static_cast<size_t>(first) * depth;
  factors += static_cast<size_t>(part) * depth * kColumns;
  prefetch_all(factors, depth * kColumns);
  for (const __half2* vectors : {shift, weights, bias}) {
    prefetch_all(reinterpret_cast<const __half*>(vectors) + part * kColumns, kColumns);
  }
  prefetch(reinterpret_cast<const __half*>(epsilon));

  // A thread copies the same places of each step: of the left factor an eight of two rows, the last
  // row in place of those beyond the end; of the right one an eight of one or two of its warp's
  // four rows.
  const int steps = depth / Shared::kStep;
  const int left_row = threadIdx.x / 4;
  const int left_eight = threadIdx.x % 4 * 8;
  constexpr int kLower = Shared::kThreads / 4;
  const __half* upper = own + static_cast<size_t>(min(left_row, rows - 1)) * depth + left_eight;
  const __half* lower =
      own + static_cast<size_t>(min(left_row + kLower, rows - 1)) * depth + left_eight;
  constexpr int kWarpRows = Shared::kStep / (Shared::kThreads / 32);
  const int right_row = warp * kWarpRows + lane / kEights;
  const int right_eight = lane % kEights * 8;
  const __half* next = factors + right_row * kColumns + right_eight;
  const auto read_next = [&](int step) {
    const int stage = step % Shared::kStages;
    copy(&memory.left[stage][left_row][left_eight], upper, true);
    if (left_row + kLower < Shared::kRows) {
      copy(&memory.left[stage][left_row + kLower][left_eight], lower, true);
    }
#pragma unroll
    for (int row = 0; row < kWarpRows; row += Shared::kRowsAtOnce) {
      copy(&memory.right[stage][right_row + row][right_eight], next + row * kColumns, true);
    }
    upper += Shared::kStep;
    lower += Shared::kStep;
    next += Shared::kStep * kColumns;
  };
  // Two eights of the residual with each step, and the rest with the last.
  int next_eight = threadIdx.x;
  const auto read_residual = [&](int most) {
    for (int i = 0; i < most && next_eight < rows * kEights; i++) {
      copy(&memory.sums[next_eight / kEights][next_eight % kEights * 8],
           residual + static_cast<size_t>(first) * kColumns + next_eight * 8, true);
      next_eight += Shared::kThreads;
    }
  };
  for (int step = 0; step < Shared::kStages - 1; step++) {
    if (step < steps) {
      read_next(step);
    }
    copies_asked();
  }
  if (map != nullptr && threadIdx.x < rows) {
    memory.places[threadIdx.x] = place_in_squares(first + threadIdx.x, map);
  }
  float values[kBelow][kTiles][4] = {};
  // Fragments of half a step, loaded while the half before it is multiplied.
  unsigned left[2][kBelow][4];
  unsigned right[2][kTiles / 2][4];
  const auto load = [&](int half, int step) {
    const int stage = step % Shared::kStages;
#pragma unroll
    for (int i = 0; i < kBelow; i++) {
      loaded(left[half][i],
             &memory.left[stage][below + 16 * i + lane % 16][16 * half + lane / 16 * 8]);
    }
#pragma unroll
    for (int i = 0; i < kTiles / 2; i++) {
      transposed(right[half][i],
                 &memory.right[stage][16 * half + lane % 16][beside + 16 * i + lane / 16 * 8]);
    }
  };
  const auto multiply = [&](int half) {
#pragma unroll
    for (int tile = 0; tile < kTiles; tile++) {
      const unsigned* two = &right[half][tile / 2][tile % 2 * 2];
#pragma unroll
      for (int i = 0; i < kBelow; i++) {
        multiply_add(values[i][tile], left[half][i], two[0], two[1]);
      }
    }
  };
  // Half of the warps copy before the step's first half is multiplied and the others after it, so
  // that some always multiply.
  const auto read_on = [&](int step) {
    if (step + Shared::kStages - 1 < steps) {
      read_next(step + Shared::kStages - 1);
    }
    read_residual(step + 1 < steps ? 2 : kEights);
  };
  copies_made<Shared::kStages - 2>();
  __syncthreads();
  load(0, 0);
#pragma unroll 1
  for (int step = 0; step < steps; step++) {
    load(1, step);
    if (warp < Shared::kAcross) {
      read_on(step);
    }
    multiply(0);
    if (warp >= Shared::kAcross) {
      read_on(step);
    }
    copies_asked();
    copies_made<Shared::kStages - 2>();
    __syncthreads();
    if (step + 1 < steps) {
      load(0, step + 1);
    }
    multiply(1);
  }
  copies_made<0>();
  __syncthreads();

  // A lane has of six rows, 8 apart, two neighbouring columns of each eight.
  const int row = below + lane / 4;
  const int column = beside + lane % 4 * 2;
  const auto entry = [&](const __half2* of, int tile) {
    return __half22float2(__ldg(of + (part * kColumns + column) / 2 + 4 * tile));
  };
  float means[2 * kBelow] = {};
#pragma unroll
  for (int tile = 0; tile < kTiles; tile++) {
    const float2 added = entry(shift, tile);
#pragma unroll
    for (int i = 0; i < 2 * kBelow; i++) {
      float* two = &values[i / 2][tile][i % 2 * 2];
      __half2* place = reinterpret_cast<__half2*>(&memory.sums[row + 8 * i][column + 8 * tile]);
      const float2 other = __half22float2(*place);
      two[0] += added.x + other.x;
      two[1] += added.y + other.y;
      means[i] += two[0] + two[1];
      *place = __floats2half2_rn(two[0], two[1]);
    }
  }
  // A row's mean from the sums of its lanes, and of the warps that have columns of it.
  const auto over_row = [&](float (&sum)[2 * kBelow]) {
#pragma unroll
    for (int i = 0; i < 2 * kBelow; i++) {
      sum[i] += __shfl_xor_sync(0xffffffff, sum[i], 1);
      sum[i] += __shfl_xor_sync(0xffffffff, sum[i], 2);
      if (lane % 4 == 0) {
        memory.shares[row + 8 * i][warp % Shared::kAcross] = sum[i];
      }
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < 2 * kBelow; i++) {
      const float* four = memory.shares[row + 8 * i];
      sum[i] = (four[0] + four[1] + four[2] + four[3]) * (1.0f / kColumns);
    }
  };
  over_row(means);
  write_rows<Shared>(sums, memory.sums, rows, [&](int i) { return first + i; });
  float variances[2 * kBelow] = {};
#pragma unroll
  for (int i = 0; i < 2 * kBelow; i++) {
#pragma unroll
    for (int tile = 0; tile < kTiles; tile++) {
      const float x = values[i / 2][tile][i % 2 * 2] - means[i];
      const float y = values[i / 2][tile][i % 2 * 2 + 1] - means[i];
      variances[i] += x * x + y * y;
    }
  }
  __syncthreads();
  over_row(variances);
#pragma unroll
  for (int i = 0; i < 2 * kBelow; i++) {
    variances[i] = rsqrtf(variances[i] + __ldg(epsilon));
  }
#pragma unroll
  for (int tile = 0; tile < kTiles; tile++) {
    const float2 weight = entry(weights, tile);
    const float2 offset = entry(bias, tile);
#pragma unroll
    for (int i = 0; i < 2 * kBelow; i++) {
      const float* two = &values[i / 2][tile][i % 2 * 2];
      *reinterpret_cast<__half2*>(&memory.normal[row + 8 * i][column + 8 * tile]) =
          __floats2half2_rn((two[0] - means[i]) * variances[i] * weight.x + offset.x,
                            (two[1] - means[i]) * variances[i] * weight.y + offset.y);
    }
  }
  __syncthreads();
  write_rows<Shared>(normalised, memory.normal, rows, [&](int i) { return first + i; });
  if (map != nullptr) {
    write_rows<Shared>(squares, memory.normal, rows, [&](int i) { return memory.places[i]; });
  }
}

}  // namespace

#define PRODUCT_LAYER_NORM(columns, blocks)                                                       \
  extern "C" __global__ void __launch_bounds__(ProductLayerNorm<columns>::kThreads, blocks)       \
      product_layer_norm_##columns(                                                               \
          const __half* features, const __half* factors, const __half2* shift,                    \
          const __half* residual, const __half2* weights, const __half2* bias,                    \
          const float* epsilon, const int* map, uint4* sums, uint4* normalised, uint4* squares,   \
          int rows_of_part, int depth) {                                                          \
    product_layer_norm<columns>(features, factors, shift, residual, weights, bias, epsilon, map,  \
                                sums, normalised, squares, rows_of_part, depth);                  \
  }

PRODUCT_LAYER_NORM(64, 3)
PRODUCT_LAYER_NORM(128, 2)
