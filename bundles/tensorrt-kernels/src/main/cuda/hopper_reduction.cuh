// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cluster.cuh>
#include <hopper_reduction_copies.cuh>
#include <row_normalisation.cuh>

// Keys and values of spatially reduced attention with 320 features: squares of tokens are
// multiplied (a strided convolution), normalised and multiplied again. Two blocks of threads, a
// cluster, take 64 rows of a part (blockIdx.y) from squares to pairs. Each multiplies half of the
// depth; they exchange sums, so that each has all of those of half of the rows, which it normalises
// and stores in both blocks. Then one multiplies them by the columns of keys, the other by those of
// values. Each warpgroup has 64 of 320 columns. The slabs of both products' factors follow one
// another, so that copies never pause.

namespace {

// A warpgroup's product of all rows for its columns: count steps, one at least, the first of which
// is the from-th of all. The panels of rows hold the steps' features by turns. What has been copied
// is multiplied without written_for_products, as CUTLASS does it.
__device__ __forceinline__ void multiply_steps(float (&sums)[HopperReduction::kSums], int from,
                                               int count, ReductionSource& source) {
  using Shared = HopperReduction;
  const Shared& memory = shared_memory<Shared>();
  const Panel own = panel(memory.slabs[0][threadIdx.x / 128]);
  const Panel rows = panel(memory.rows[0]);
  // ptxas serialises products whose sums are not set before the loop.
#pragma unroll
  for (int i = 0; i < Shared::kSums; i++) {
    sums[i] = 0;
  }
  int stage = from % Shared::kStages;
  int place = 0;
  int done = 0;
#pragma unroll 1
  do {
    copies_made<Shared::kAhead - 1>();
    __syncthreads();
    const Panel slab = beyond(own, stage * Shared::kSlab);
    const Panel features = beyond(rows, place * Shared::kRows * kPanelColumns);
    products_begin();
#pragma unroll
    for (int k = 0; k < Shared::kStep; k += 16) {
      multiply_add<true>(sums, beyond(slab, k * kPanelColumns), beyond(features, k), true);
    }
    products_asked();
    source.read(from + done + Shared::kAhead);
    stage = stage + 1 == Shared::kStages ? 0 : stage + 1;
    place = place + 1 == Shared::kPanels ? 0 : place + 1;
    done++;
    products_made();
  } while (done < count);
}

// Stores the sums of sixteen rows, from the i-th one on, as rows of a panel.
template <int kSums>
__device__ __forceinline__ void store_sixteen(__half* panel, const float (&sums)[kSums], int i) {
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x % 128 / 32;
  store_transposed(panel + in_panel(lane / 16 * 8 + lane % 8, 2 * warp + lane / 8 % 2),
                   {pair(sums[i], sums[i + 1]), pair(sums[i + 2], sums[i + 3]),
                    pair(sums[i + 4], sums[i + 5]), pair(sums[i + 6], sums[i + 7])});
}

// Adds the sums of both blocks, each of half of the depth: a block gets those of its own rows.
__device__ __forceinline__ void share_out(float (&own)[HopperReduction::kOwnSums],
                                          const float (&sums)[HopperReduction::kSums], int block) {
  using Shared = HopperReduction;
  Shared& memory = shared_memory<Shared>();
#pragma unroll
  for (int i = 0; i < Shared::kOwnSums; i += 4) {
    float others[4];
#pragma unroll
    for (int k = i; k < i + 4; k++) {
      own[k] = block == 0 ? sums[k] : sums[k + Shared::kOwnSums];
      others[k - i] = block == 0 ? sums[k + Shared::kOwnSums] : sums[k];
    }
    store_at(memory.handed[i / 4][threadIdx.x], 1 - block,
             make_uint2(pair(others[0], others[1]), pair(others[2], others[3])));
  }
  cluster_arrive_having_written();
  cluster_wait();
#pragma unroll
  for (int i = 0; i < Shared::kOwnSums; i += 4) {
    const uint2 handed = memory.handed[i / 4][threadIdx.x];
    const float2 upper = __half22float2(*reinterpret_cast<const __half2*>(&handed.x));
    const float2 lower = __half22float2(*reinterpret_cast<const __half2*>(&handed.y));
    own[i] += upper.x;
    own[i + 1] += upper.y;
    own[i + 2] += lower.x;
    own[i + 3] += lower.y;
  }
}

// Adds the shift and stores the block's own rows where squares were.
__device__ __forceinline__ void store_shifted(float (&own)[HopperReduction::kOwnSums], int block) {
  using Shared = HopperReduction;
  Shared& memory = shared_memory<Shared>();
  const int feature = threadIdx.x / 32 * 16 + threadIdx.x % 32 / 4;
  const float upper = __half2float(memory.vectors[0][feature]);
  const float lower = __half2float(memory.vectors[0][feature + 8]);
  __half* rows = memory.rows[threadIdx.x / 128] + block * Shared::kOwnRows * kPanelColumns;
#pragma unroll
  for (int i = 0; i < Shared::kOwnSums; i++) {
    own[i] += i % 4 < 2 ? upper : lower;
  }
#pragma unroll
  for (int i = 0; i < Shared::kOwnSums; i += 8) {
    store_sixteen(rows + 2 * i * kPanelColumns, own, i);
  }
}

// Eight lanes normalise a row, each an eight of every panel, and store it in both blocks.
__device__ __forceinline__ void normalise_row(int row, int block, float epsilon) {
  using Shared = HopperReduction;
  Shared& memory = shared_memory<Shared>();
  const int eight = threadIdx.x % 8;
  float values[Shared::kPanels][8];
  float total = 0;
#pragma unroll
  for (int i = 0; i < Shared::kPanels; i++) {
    unpack(values[i], *reinterpret_cast<const uint4*>(&memory.rows[i][in_panel(row, eight)]));
#pragma unroll
    for (int k = 0; k < 8; k++) {
      total += values[i][k];
    }
  }
  const float scale = centre(values, total, epsilon);
#pragma unroll
  for (int i = 0; i < Shared::kPanels; i++) {
    float weights[8];
    float bias[8];
    const int column = i * kPanelColumns + 8 * eight;
    unpack(weights, *reinterpret_cast<const uint4*>(&memory.vectors[1][column]));
    unpack(bias, *reinterpret_cast<const uint4*>(&memory.vectors[2][column]));
#pragma unroll
    for (int k = 0; k < 8; k++) {
      values[i][k] = fmaf(values[i][k] * scale, weights[k], bias[k]);
    }
    const uint4 normal = pack(values[i]);
    uint4& place = *reinterpret_cast<uint4*>(&memory.rows[i][in_panel(row, eight)]);
    place = normal;
    store_at(place, 1 - block, normal);
  }
}

// Writes a warpgroup's columns of so many rows, by way of shared memory: 128 neighbouring bytes at
// once.
__device__ __forceinline__ void write_pairs(__half* pairs, int rows,
                                            const float (&sums)[HopperReduction::kSums]) {
  using Shared = HopperReduction;
  const int own = threadIdx.x / 128;
  const int first = threadIdx.x % 128 / 8;
  const int eight = threadIdx.x % 8;
  __half* to = pairs + first * 2 * Shared::kFeatures + own * kPanelColumns + 8 * eight;
#pragma unroll
  for (int i = 0; i < Shared::kSums; i += 8) {
    __half* staged = shared_memory<Shared>().pairs[own][i / 8 % 2];
    store_sixteen(staged, sums, i);
    meet(1 + own, 128);
    if (first + 2 * i < rows) {
      *reinterpret_cast<uint4*>(to + 2 * i * 2 * Shared::kFeatures) =
          *reinterpret_cast<const uint4*>(staged + in_panel(first, eight));
    }
  }
}

__device__ __forceinline__ void hopper_reduce(const HopperReductionTensors& tensors, __half* pairs,
                                              int rows_of_part, int depth) {
  using Shared = HopperReduction;
  cluster_arrive();
  const int block = rank_in_cluster();
  const int part = blockIdx.y;
  const int first = blockIdx.x / 2 * Shared::kRows;
  const int rows = min(Shared::kRows, rows_of_part - first);
  const size_t start = static_cast<size_t>(part) * rows_of_part + first;
  ReductionSource source = reduction_source(tensors, start, rows, depth, block);
  ReductionSource::read_vectors(tensors.vectors, part);
#pragma unroll 1
  for (int step = 0; step < Shared::kAhead; step++) {
    source.read(step);
  }
  prefetch_all(tensors.factors + static_cast<size_t>(part) * depth * Shared::kFeatures,
               depth * Shared::kFeatures);
  prefetch_all(tensors.pair_factors + part * 2 * Shared::kFeatures * Shared::kFeatures,
               2 * Shared::kFeatures * Shared::kFeatures);
  prefetch(reinterpret_cast<const __half*>(tensors.epsilon));

  float sums[Shared::kSums];
  multiply_steps(sums, 0, source.steps, source);
  float own[Shared::kOwnSums];
  cluster_wait();
  share_out(own, sums, block);
  store_shifted(own, block);
  __syncthreads();
  if (threadIdx.x / 8 < Shared::kOwnRows) {
    normalise_row(block * Shared::kOwnRows + threadIdx.x / 8, block, __ldg(tensors.epsilon));
  }
  cluster_arrive_having_written();
  cluster_wait();
  written_for_products();
  multiply_steps(sums, source.steps, Shared::kPairSteps, source);
  write_pairs(pairs + (start * 2 + block) * Shared::kFeatures, rows, sums);
}

}  // namespace

extern "C" __global__ void __cluster_dims__(2, 1, 1) __launch_bounds__(HopperReduction::kThreads, 1)
    hopper_spatial_reduction(const __half* squares, const __half* factors, const __half* shift,
                             const __half* weights, const __half* bias,
                             const __half* pair_factors, const float* epsilon, __half2* pairs,
                             int rows_of_part, int depth) {
  hopper_reduce({squares, factors, {shift, weights, bias}, pair_factors, epsilon},
                reinterpret_cast<__half*>(pairs), rows_of_part, depth);
}
