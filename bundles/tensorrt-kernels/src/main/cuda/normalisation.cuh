// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <numbers.cuh>

// A group of lanes, 8 or 16, takes a row; each part of the rows has its own shift, which is a third
// summand, weights and bias. With a map's height, width and edge of squares the rows are also put
// square after square.
extern "C" __global__ void __launch_bounds__(256) add_layer_norm(
    const uint4* __restrict__ first, const uint4* __restrict__ second,
    const uint4* __restrict__ shift, const uint4* __restrict__ weights,
    const uint4* __restrict__ bias, const float* __restrict__ epsilon, const int* __restrict__ map,
    uint4* __restrict__ sums, uint4* __restrict__ normalised, uint4* __restrict__ squares, int rows,
    int eights, int group, int rows_of_part) {
  constexpr int kMost = 4;
  const int row = (blockIdx.x * blockDim.x + threadIdx.x) / group;
  const int lane = threadIdx.x % group;
  const int mine = row < rows ? (eights - lane + group - 1) / group : 0;
  const size_t start = static_cast<size_t>(row) * eights + lane;
  const int part = row / rows_of_part * eights + lane;
  uint4 summands[kMost][3];
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (i < mine) {
      summands[i][0] = __ldg(first + start + i * group);
      summands[i][1] = __ldg(second + start + i * group);
      summands[i][2] = __ldg(shift + part + i * group);
    }
  }
  float values[kMost][8];
  float total = 0;
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (i < mine) {
      unpack(values[i], summands[i][0]);
      accumulate(values[i], summands[i][1], 1);
      accumulate(values[i], summands[i][2], 1);
      sums[start + i * group] = pack(values[i]);
#pragma unroll
      for (int k = 0; k < 8; k++) {
        total += values[i][k];
      }
    }
  }
  for (int other = group / 2; other > 0; other /= 2) {
    total += __shfl_xor_sync(0xffffffff, total, other);
  }
  const float mean = total / (8 * eights);
  float distances = 0;
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (i < mine) {
#pragma unroll
      for (int k = 0; k < 8; k++) {
        const float x = values[i][k] - mean;
        distances += x * x;
      }
    }
  }
  for (int other = group / 2; other > 0; other /= 2) {
    distances += __shfl_xor_sync(0xffffffff, distances, other);
  }
  const float scale = rsqrtf(distances / (8 * eights) + __ldg(epsilon));
  size_t square_start = 0;
  if (map != nullptr) {
    const int place = place_in_squares(row, map);
    square_start = static_cast<size_t>(place) * eights + lane;
  }
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (i < mine) {
      float weight[8];
      float offset[8];
      unpack(weight, __ldg(weights + part + i * group));
      unpack(offset, __ldg(bias + part + i * group));
#pragma unroll
      for (int k = 0; k < 8; k++) {
        values[i][k] = (values[i][k] - mean) * scale * weight[k] + offset[k];
      }
      const uint4 packed = pack(values[i]);
      normalised[start + i * group] = packed;
      if (map != nullptr) {
        squares[square_start + i * group] = packed;
      }
    }
  }
}
