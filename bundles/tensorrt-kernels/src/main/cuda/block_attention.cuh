// SPDX-License-Identifier: Apache-2.0
// Attention by a warp of attention_block, from shared memory to shared memory.
#pragma once
#include <softmax.cuh>

namespace {

// Where a lane finds the rows of a window's keys and values. Rows behind the last key are read as
// that key's: their scores are left out.
template <int kPairStride>
struct PairRows {
  int keys[8];
  int values[4];

  __device__ __forceinline__ explicit PairRows(int count) {
    const int lane = threadIdx.x % 32;
#pragma unroll
    for (int i = 0; i < 8; i++) {
      keys[i] = min(8 * i + lane % 8, count - 1) * kPairStride + lane / 8 * 8;
    }
#pragma unroll
    for (int i = 0; i < 4; i++) {
      values[i] = min(16 * i + lane % 16, count - 1) * kPairStride + lane / 16 * 8;
    }
  }
};

// A head's scores of 16 queries.
template <int kStride, int kPairStride>
__device__ __forceinline__ void scores_of(float (&scores)[8][4], const __half* queries,
                                          const __half* all_keys,
                                          const PairRows<kPairStride>& places) {
  const int lane = threadIdx.x % 32;
#pragma unroll
  for (int side = 0; side < 2; side++) {
    unsigned own[2][4];
#pragma unroll
    for (int i = 0; i < 2; i++) {
      loaded(own[i], queries + lane % 16 * kStride + 32 * side + 16 * i + lane / 16 * 8);
    }
#pragma unroll
    for (int tile = 0; tile < 8; tile++) {
      unsigned b[4];
      loaded(b, all_keys + places.keys[tile] + 32 * side);
      multiply_add(scores[tile], own[0], b[0], b[1]);
      multiply_add(scores[tile], own[1], b[2], b[3]);
    }
  }
}

// 16 queries of a head attend to a window's keys. The mixed values take the place of the queries
// that belong to the window.
template <int kStride, int kPairStride>
__device__ __forceinline__ void attend(__half* queries, const __half* all_keys,
                                       const __half* all_values,
                                       const PairRows<kPairStride>& places, int keys,
                                       const bool (&belongs)[2]) {
  const int lane = threadIdx.x % 32;
  float scores[8][4] = {};
  scores_of<kStride, kPairStride>(scores, queries, all_keys, places);
  float share[2];
#pragma unroll
  for (int below = 0; below < 2; below++) {
    const auto score = [&](int i) -> float& { return scores[i / 2][2 * below + i % 2]; };
    share[below] = inverse(softmax_numerators<16, 0>(score, keys));
  }
  float sums[8][4] = {};
#pragma unroll
  for (int sixteen = 0; sixteen < 4; sixteen++) {
    const unsigned weights[4] = {
        pair(scores[2 * sixteen][0], scores[2 * sixteen][1]),
        pair(scores[2 * sixteen][2], scores[2 * sixteen][3]),
        pair(scores[2 * sixteen + 1][0], scores[2 * sixteen + 1][1]),
        pair(scores[2 * sixteen + 1][2], scores[2 * sixteen + 1][3]),
    };
#pragma unroll
    for (int tile = 0; tile < 8; tile += 2) {
      unsigned b[4];
      transposed(b, all_values + places.values[sixteen] + 8 * tile);
      multiply_add(sums[tile], weights, b[0], b[1]);
      multiply_add(sums[tile + 1], weights, b[2], b[3]);
    }
  }
#pragma unroll
  for (int below = 0; below < 2; below++) {
    if (belongs[below]) {
      unsigned* row = reinterpret_cast<unsigned*>(queries + (lane / 4 + 8 * below) * kStride);
#pragma unroll
      for (int tile = 0; tile < 8; tile++) {
        row[4 * tile + lane % 4] =
            pair(share[below] * sums[tile][2 * below], share[below] * sums[tile][2 * below + 1]);
      }
    }
  }
}

}  // namespace
