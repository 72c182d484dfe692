// SPDX-License-Identifier: Apache-2.0
// The softmax of a row of scores, of which four lanes of a warp have shares.
#pragma once
#include <numbers.cuh>

namespace {

// Makes the scores of a head of 64 features numerators of their softmax and returns the sum of the
// whole row's. score(i) is the lane's i-th score of so many: two neighbouring ones of each eight
// keys. The first kWholeEights eights of keys are known to be there.
template <int kScores, int kWholeEights, typename Score>
__device__ __forceinline__ float softmax_numerators(const Score& score, int keys) {
  constexpr float kScale = 0.125f * 1.44269504f;
  const int column = threadIdx.x % 4 * 2;
  float greatest = -1e30f;
#pragma unroll
  for (int i = 0; i < kScores; i++) {
    float& own = score(i);
    if (i / 2 >= kWholeEights) {
      own = i / 2 * 8 + column + i % 2 < keys ? own : -1e30f;
    }
    greatest = fmaxf(greatest, own);
  }
  greatest = fmaxf(greatest, __shfl_xor_sync(0xffffffff, greatest, 1));
  greatest = fmaxf(greatest, __shfl_xor_sync(0xffffffff, greatest, 2));
  const float least = -kScale * greatest;
  float mass = 0;
#pragma unroll
  for (int i = 0; i < kScores; i++) {
    float& own = score(i);
    own = power_of_two(fmaf(kScale, own, least));
    mass += own;
  }
  mass += __shfl_xor_sync(0xffffffff, mass, 1);
  mass += __shfl_xor_sync(0xffffffff, mass, 2);
  return mass;
}

}  // namespace
