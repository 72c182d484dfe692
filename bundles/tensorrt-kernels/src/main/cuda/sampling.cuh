// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <numbers.cuh>

namespace {

constexpr int kLevels = 3;
constexpr int kPoints = 4;
constexpr int kChoices = kLevels * kPoints;

}  // namespace

// A thread takes eight features of a token's head; neighbouring threads take neighbouring features.
extern "C" __global__ void __launch_bounds__(256) deformable_sampling(
    const uint4* __restrict__ values, const __half2* __restrict__ choices,
    const int2* __restrict__ sizes, uint4* __restrict__ mixed, int all, int tokens, int lanes,
    int lanes_of_head, int heads) {
  const int thread = blockIdx.x * blockDim.x + threadIdx.x;
  const int token = thread / lanes;
  if (token >= all) {
    return;
  }
  const int lane = thread - token * lanes;
  const int head = lane / lanes_of_head;
  const int window = token / tokens;

  // The centre of the token's own cell, 0 to 1.
  int cell = token - window * tokens;
  int2 own = __ldg(sizes);
#pragma unroll
  for (int level = 1; level < kLevels; level++) {
    if (cell >= own.x * own.y) {
      cell -= own.x * own.y;
      own = __ldg(sizes + level);
    } else {
      break;
    }
  }
  const int row = cell / own.y;
  const float centre_y = (row + 0.5f) / own.x;
  const float centre_x = (cell - row * own.y + 0.5f) / own.y;

  // All heads' offsets, then all heads' logits.
  const __half2* own_choices = choices + token * heads * (kChoices + kChoices / 2);
  const __half2* own_offsets = own_choices + head * kChoices;
  const __half2* own_logits = own_choices + heads * kChoices + head * (kChoices / 2);
  float greatest = -1e30f;
#pragma unroll
  for (int i = 0; i < kChoices / 2; i++) {
    const float2 pair = __half22float2(own_logits[i]);
    greatest = fmaxf(greatest, fmaxf(pair.x, pair.y));
  }

  float sum[8] = {0, 0, 0, 0, 0, 0, 0, 0};
  float mass = 0;
  const uint4* map = values + static_cast<size_t>(window) * tokens * lanes + lane;
#pragma unroll 1
  for (int level = 0; level < kLevels; level++) {
    const int2 size = __ldg(sizes + level);
#pragma unroll
    for (int point = 0; point < kPoints; point++) {
      const __half2 two = own_logits[(level * kPoints + point) / 2];
      const float logit = point % 2 == 0 ? __low2float(two) : __high2float(two);
      const float weight = __expf(logit - greatest);
      mass += weight;
      const float2 offset = __half22float2(own_offsets[level * kPoints + point]);
      const float x = centre_x * size.y + offset.x - 0.5f;
      const float y = centre_y * size.x + offset.y - 0.5f;
      const float left = floorf(x);
      const float top = floorf(y);
      const int column = static_cast<int>(left);
      const int line = static_cast<int>(top);
      const float right_share = x - left;
      const float bottom_share = y - top;
#pragma unroll
      for (int corner = 0; corner < 4; corner++) {
        const int at_x = column + (corner & 1);
        const int at_y = line + (corner >> 1);
        if (static_cast<unsigned>(at_x) < static_cast<unsigned>(size.y) &&
            static_cast<unsigned>(at_y) < static_cast<unsigned>(size.x)) {
          const float share = ((corner & 1) ? right_share : 1 - right_share) *
                              ((corner >> 1) ? bottom_share : 1 - bottom_share);
          accumulate(sum, __ldg(map + (at_y * size.y + at_x) * lanes), weight * share);
        }
      }
    }
    map += size.x * size.y * lanes;
  }

  const float scale = 1 / mass;
  uint4 result;
  __half2* pairs = reinterpret_cast<__half2*>(&result);
#pragma unroll
  for (int i = 0; i < 4; i++) {
    pairs[i] = __floats2half2_rn(sum[2 * i] * scale, sum[2 * i + 1] * scale);
  }
  mixed[thread] = result;
}
