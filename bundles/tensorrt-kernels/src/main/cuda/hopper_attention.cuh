// SPDX-License-Identifier: Apache-2.0
// Attention of a head by a warpgroup, from shared memory to shared memory.
#pragma once
#include <hopper_block_copies.cuh>
#include <softmax.cuh>

namespace {

// What a thread has of 64 queries: two rows, of each eight keys two.
constexpr int kScores = HopperBlock::kMostKeys / 2;

// A warpgroup has 64 queries of a panel, from first on, attend to a window's keys. The mixed values
// take the queries' place. Sixteens of queries without rows that are there are multiplied too, but
// not stored.
template <int kWholeEights>
__device__ __forceinline__ void attend(__half* panel_of_queries, int first, int rows,
                                       Panel keys, Panel values, int count, int place) {
  constexpr int kSixteens = HopperBlock::kValueRows / 16;
  const auto queries = panel(panel_of_queries + first * kPanelColumns);
  float scores[kScores];
  products_begin();
#pragma unroll
  for (int k = 0; k < HopperBlock::kHead / 16; k++) {
    multiply_add<false>(scores, beyond(queries, 16 * k), beyond(keys, 16 * k), k > 0);
  }
  products_asked();
  products_made<0>();
  const int sixteen = first + threadIdx.x % HopperBlock::kGroup / 32 * 16;
  float share[2] = {};
  unsigned weights[kSixteens][4] = {};
  if (sixteen < rows) {
#pragma unroll
    for (int below = 0; below < 2; below++) {
      const auto score = [&](int i) -> float& { return scores[i / 2 * 4 + 2 * below + i % 2]; };
      share[below] = inverse(softmax_numerators<kScores / 2, kWholeEights>(score, count));
    }
#pragma unroll
    for (int i = 0; i < kScores / 2; i++) {
      weights[i / 4][i % 4] = pair(scores[2 * i], scores[2 * i + 1]);
    }
  }
  float mixed[HopperBlock::kHead / 2];
  products_begin();
#pragma unroll
  for (int k = 0; k < kSixteens; k++) {
    multiply_add(mixed, weights[k], beyond(values, 16 * kPanelColumns * k), k > 0);
  }
  products_asked();
  // All warps' products of these queries have been made: they may be overwritten.
  meet(place, HopperBlock::kGroup);
  products_made<0>();
  const int lane = threadIdx.x % 32;
  if (sixteen < rows) {
#pragma unroll
    for (int i = 0; i < HopperBlock::kEights; i += 2) {
      unsigned squares[4];
#pragma unroll
      for (int k = 0; k < 4; k++) {
        const int at = 4 * i + 2 * k;
        squares[k] = pair(share[k % 2] * mixed[at], share[k % 2] * mixed[at + 1]);
      }
      store(panel_of_queries + in_panel(sixteen + lane % 16, i + lane / 16), squares);
    }
  }
}

}  // namespace
