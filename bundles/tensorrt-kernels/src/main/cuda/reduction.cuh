// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <warp_product.cuh>

// Keys and values of spatially reduced attention with 64 or 128 features: squares of tokens are
// multiplied (a strided convolution), normalised and multiplied again. A block of threads takes 48
// rows of a part (blockIdx.y) from squares to pairs. A warp multiplies a quarter of the columns and
// every other 16 features; the two with the same columns then exchange sums, so that each has half
// of them.

namespace {

template <int kFeatures>
struct Reduction {
  static constexpr int kRows = 48;
  static constexpr int kSixteens = kRows / 16;
  static constexpr int kThreads = 256;
  static constexpr int kAcross = 4;
  static constexpr int kStep = 32;
  static constexpr int kStages = 5;
  static constexpr int kEights = kFeatures / 8;
  static constexpr int kTiles = kEights / kAcross;
  static constexpr int kOwnTiles = kTiles / 2;
  static constexpr int kPairSteps = kFeatures / kStep;
  // Strides by which the lanes of a warp reach different banks.
  static constexpr int kStride = kFeatures + 8;
  static constexpr int kStepStride = kStep + 8;

  __half squares[kStages][kRows][kStepStride];
  __half factors[kStages][kStep][kStride];
  __half normal[kRows][kStride];
  float2 shares[kRows][2 * kAcross];
  // Sums that a warp's lanes hand to the other warp with the same columns.
  float handed[kThreads / 32][kSixteens * kOwnTiles * 4][32];
};

static_assert(sizeof(Reduction<64>) == 64512 && sizeof(Reduction<128>) == 103424,
              "the operator says so");

struct ReductionTensors {
  const __half* squares;
  const __half* factors;
  const __half* shift;
  const __half* weights;
  const __half* bias;
  const __half* pair_factors;
  const float* epsilon;
};

// Asks for a slab of factors: rows of kFeatures halves, kFromStride apart, a few neighbouring ones
// for each warp.
template <int kFeatures, int kFromStride>
__device__ __forceinline__ void copy_slab(__half* to, const __half* from) {
  using Shared = Reduction<kFeatures>;
  constexpr int kOwn = Shared::kStep / (Shared::kThreads / 32);
  constexpr int kAtOnce = 32 / Shared::kEights;
  static_assert(32 % Shared::kEights == 0 && kOwn % kAtOnce == 0, "rows fit warps");
  const int lane = threadIdx.x % 32;
  const int own = threadIdx.x / 32 * kOwn + lane / Shared::kEights;
  const int column = 8 * (lane % Shared::kEights);
#pragma unroll
  for (int row = 0; row < kOwn; row += kAtOnce) {
    copy(to + own * Shared::kStride + column + row * Shared::kStride,
         from + own * kFromStride + column + row * kFromStride, true);
  }
}

// Multiplies so many steps, whose factors begin with the from-th step of all. rows_of(step) is
// where a step's 32 features of the rows begin; read(step) asks for a later step's copies.
template <int kFeatures, int kRowStride, typename Rows, typename Read>
__device__ __forceinline__ void multiply_steps(
    float (&values)[Reduction<kFeatures>::kSixteens][Reduction<kFeatures>::kTiles][4], int from,
    int count, const Rows& rows_of, const Read& read) {
  using Shared = Reduction<kFeatures>;
  constexpr int kTiles = Shared::kTiles;
  const Shared& memory = shared_memory<Shared>();
  const int across = threadIdx.x / 32 % Shared::kAcross;
  const int turn = threadIdx.x / 32 / Shared::kAcross;
#pragma unroll
  for (int i = 0; i < Shared::kSixteens * kTiles * 4; i++) {
    values[i / 4 / kTiles][i / 4 % kTiles][i % 4] = 0;
  }
  // Those of one step are multiplied while the next step's are loaded.
  Factors<Shared::kSixteens, kTiles, kRowStride, Shared::kStride> own[2];
  const auto load = [&](int step) {
    own[step % 2].load(rows_of(step) + 16 * turn,
                       &memory.factors[(from + step) % Shared::kStages][16 * turn]
                                      [across * 8 * kTiles]);
  };
  copies_made<Shared::kStages - 1>();
  __syncthreads();
  load(0);
#pragma unroll 1
  for (int two = 0; two < count; two += 2) {
#pragma unroll
    for (int i = 0; i < 2; i++) {
      copies_made<Shared::kStages - 2>();
      __syncthreads();
      // Into the slab whose factors all warps have loaded.
      read(from + two + i + Shared::kStages);
      if (two + i + 1 < count) {
        load(two + i + 1);
      }
      own[i].multiply(values);
    }
  }
}

template <int kFeatures>
__device__ __forceinline__ void spatial_reduction(const ReductionTensors& tensors,
                                                  __half2* pairs, int rows_of_part, int depth) {
  using Shared = Reduction<kFeatures>;
  constexpr int kSixteens = Shared::kSixteens;
  constexpr int kTiles = Shared::kTiles;
  constexpr int kOwnTiles = Shared::kOwnTiles;
  constexpr int kStep = Shared::kStep;
  constexpr int kStages = Shared::kStages;
  constexpr int kStride = Shared::kStride;
  Shared& memory = shared_memory<Shared>();
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x / 32;
  const int across = warp % Shared::kAcross;
  const int turn = warp / Shared::kAcross;
  const int part = blockIdx.y;
  const int first = blockIdx.x * Shared::kRows;
  const int there = min(Shared::kRows, rows_of_part - first);
  const __half* factors = tensors.factors + static_cast<size_t>(part) * depth * kFeatures;
  const __half* pair_factors = tensors.pair_factors + part * 2 * kFeatures * kFeatures;
  prefetch_all(factors, depth * kFeatures);
  prefetch_all(pair_factors, 2 * kFeatures * kFeatures);
  prefetch_all(tensors.shift + part * kFeatures, kFeatures);
  prefetch_all(tensors.weights + part * kFeatures, kFeatures);
  prefetch_all(tensors.bias + part * kFeatures, kFeatures);
  prefetch(reinterpret_cast<const __half*>(tensors.epsilon));

  // Steps of the first product, then of that for keys and of that for values.
  const int steps = depth / kStep;
  const int square_row = threadIdx.x / 4;
  const int square_column = threadIdx.x % 4 * 8;
  const __half* next_squares =
      tensors.squares + (static_cast<size_t>(part) * rows_of_part + first + square_row) * depth +
      square_column;
  const __half* next_factors = factors;
  const auto read = [&](int step) {
    const int stage = step % kStages;
    __half* slab = &memory.factors[stage][0][0];
    if (step < steps) {
      if (square_row < there) {
        copy(&memory.squares[stage][square_row][square_column], next_squares, true);
      }
      copy_slab<kFeatures, kFeatures>(slab, next_factors);
      next_squares += kStep;
      next_factors += kStep * kFeatures;
    } else if (step < steps + 2 * Shared::kPairSteps) {
      const int values_step = step - steps - Shared::kPairSteps;
      const __half* from =
          values_step < 0 ? pair_factors + (step - steps) * kStep * 2 * kFeatures
                          : pair_factors + values_step * kStep * 2 * kFeatures + kFeatures;
      copy_slab<kFeatures, 2 * kFeatures>(slab, from);
    }
    copies_asked();
  };

  float values[kSixteens][kTiles][4];
  // Each of the two warps with the same columns has the sums of half of them.
  float sums[kSixteens][kOwnTiles][4];
  const auto share_out = [&]() {
#pragma unroll
    for (int i = 0; i < kSixteens * kOwnTiles * 4; i++) {
      const int sixteen = i / 4 / kOwnTiles;
      const int tile = i / 4 % kOwnTiles;
      const float low = values[sixteen][tile][i % 4];
      const float high = values[sixteen][tile + kOwnTiles][i % 4];
      sums[sixteen][tile][i % 4] = turn == 0 ? low : high;
      memory.handed[warp][i][lane] = turn == 0 ? high : low;
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < kSixteens * kOwnTiles * 4; i++) {
      sums[i / 4 / kOwnTiles][i / 4 % kOwnTiles][i % 4] +=
          memory.handed[warp ^ Shared::kAcross][i][lane];
    }
  };
  // A lane has two neighbouring columns of each eight, in six rows 8 apart.
  const int own_row = lane / 4;
  const int own_column = 8 * (kTiles * across + kOwnTiles * turn) + lane % 4 * 2;
  const auto vector = [&](const __half* of, int tile) {
    return __half22float2(__ldg(
        reinterpret_cast<const __half2*>(of + part * kFeatures + own_column + 8 * tile)));
  };

#pragma unroll 1
  for (int step = 0; step < kStages; step++) {
    read(step);
  }
  const auto squares = [&](int step) { return &memory.squares[step % kStages][0][0]; };
  multiply_steps<kFeatures, Shared::kStepStride>(values, 0, steps, squares, read);
  share_out();
#pragma unroll
  for (int tile = 0; tile < kOwnTiles; tile++) {
    const float2 added = vector(tensors.shift, tile);
#pragma unroll
    for (int i = 0; i < 2 * kSixteens; i++) {
      sums[i / 2][tile][i % 2 * 2] += added.x;
      sums[i / 2][tile][i % 2 * 2 + 1] += added.y;
    }
  }
#pragma unroll
  for (int i = 0; i < 2 * kSixteens; i++) {
    const float2 share = moments(sums[i / 2], i % 2);
    if (lane % 4 == 0) {
      memory.shares[own_row + 8 * i][warp] = share;
    }
  }
  __syncthreads();
  float2 whole[2 * kSixteens];
#pragma unroll
  for (int i = 0; i < 2 * kSixteens; i++) {
    whole[i] = joined<2 * Shared::kAcross, 8 * kOwnTiles>(memory.shares[own_row + 8 * i],
                                                          __ldg(tensors.epsilon));
  }
#pragma unroll
  for (int tile = 0; tile < kOwnTiles; tile++) {
    const float2 weight = vector(tensors.weights, tile);
    const float2 offset = vector(tensors.bias, tile);
#pragma unroll
    for (int i = 0; i < 2 * kSixteens; i++) {
      const float left = fmaf(sums[i / 2][tile][i % 2 * 2], whole[i].x, whole[i].y);
      const float right = fmaf(sums[i / 2][tile][i % 2 * 2 + 1], whole[i].x, whole[i].y);
      *reinterpret_cast<__half2*>(&memory.normal[own_row + 8 * i][own_column + 8 * tile]) =
          __floats2half2_rn(fmaf(left, weight.x, offset.x), fmaf(right, weight.y, offset.y));
    }
  }

#pragma unroll 1
  for (int pair = 0; pair < 2; pair++) {
    const auto normal = [&](int step) { return &memory.normal[0][step * kStep]; };
    multiply_steps<kFeatures, kStride>(values, steps + pair * Shared::kPairSteps,
                                       Shared::kPairSteps, normal, read);
    share_out();
#pragma unroll
    for (int i = 0; i < 2 * kSixteens; i++) {
      const int row = own_row + 8 * i;
      __half2* to = pairs +
                    (static_cast<size_t>(part) * rows_of_part + first + row) * kFeatures +
                    (pair * kFeatures + own_column) / 2;
#pragma unroll
      for (int tile = 0; tile < kOwnTiles; tile++) {
        if (row < there) {
          to[4 * tile] = __floats2half2_rn(sums[i / 2][tile][i % 2 * 2],
                                           sums[i / 2][tile][i % 2 * 2 + 1]);
        }
      }
    }
  }
}

}  // namespace

#define SPATIAL_REDUCTION(features, blocks)                                                       \
  extern "C" __global__ void __launch_bounds__(Reduction<features>::kThreads, blocks)             \
      spatial_reduction_##features(                                                               \
          const __half* squares, const __half* factors, const __half* shift,                      \
          const __half* weights, const __half* bias, const __half* pair_factors,                  \
          const float* epsilon, __half2* pairs, int rows_of_part, int depth) {                    \
    spatial_reduction<features>(                                                                  \
        {squares, factors, shift, weights, bias, pair_factors, epsilon}, pairs, rows_of_part,     \
        depth);                                                                                   \
  }

SPATIAL_REDUCTION(64, 1)
SPATIAL_REDUCTION(128, 1)
