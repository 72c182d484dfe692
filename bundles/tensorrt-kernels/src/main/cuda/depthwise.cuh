// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <numbers.cuh>

// A thread sweeps two features of seven neighbouring columns down a band of rows, so that each pixel
// is read once for the three rows that it counts in; its neighbours' features follow on. Each part of
// the windows has its own shift, which the map is meant to have been added, weights and bias.
extern "C" __global__ void __launch_bounds__(128) depthwise_gelu(
    const __half2* __restrict__ map, const __half2* __restrict__ shifts,
    const __half2* __restrict__ weights, const __half2* __restrict__ biases,
    __half2* __restrict__ result, int all, int height, int width, int lanes, int band,
    int windows_of_part) {
  constexpr int kStrip = 7;
  const int thread = blockIdx.x * blockDim.x + threadIdx.x;
  if (thread >= all) {
    return;
  }
  const int lane = thread % lanes;
  const int strips = width / kStrip;
  const int first = thread / lanes % strips * kStrip;
  const int bands = (height + band - 1) / band;
  const int top = thread / lanes / strips % bands * band;
  const int end = min(top + band, height);
  const int window = thread / lanes / strips / bands;
  const int part = window / windows_of_part;
  const float2 bias = __half22float2(__ldg(biases + part * lanes + lane));
  const float2 shift = __half22float2(__ldg(shifts + part * lanes + lane));
  float2 weight[9];
#pragma unroll
  for (int i = 0; i < 9; i++) {
    weight[i] = __half22float2(__ldg(weights + (9 * part + i) * lanes + lane));
  }
  const bool starts = first == 0;
  const bool ends = first + kStrip == width;
  const __half2 none = __floats2half2_rn(0, 0);
  const size_t corner = (static_cast<size_t>(window) * height * width + first) * lanes + lane;
  const int line_size = width * lanes;

  // A row and a pixel on either side of it.
  __half2 next[kStrip + 2];
  const auto read = [&](int line) {
    const bool there = line >= 0 && line < height;
    const __half2* row = map + corner + static_cast<ptrdiff_t>(line) * line_size;
#pragma unroll
    for (int i = 0; i < kStrip + 2; i++) {
      const bool inside = there && !(i == 0 && starts) && !(i == kStrip + 1 && ends);
      next[i] = inside ? __ldg(row + (i - 1) * lanes) : none;
    }
  };
  read(top - 1);
  // Sums of the row above, which this row ends, and of this row.
  float2 above[kStrip] = {};
  float2 own[kStrip] = {};
#pragma unroll 1
  for (int line = top - 1; line <= end; line++) {
    __half2 row[kStrip + 2];
#pragma unroll
    for (int i = 0; i < kStrip + 2; i++) {
      row[i] = next[i];
    }
    if (line < end) {
      read(line + 1);
    }
    // What lies outside of the map is nothing, whatever the shift.
    const float2 added = times(shift, line >= 0 && line < height ? 1 : 0);
    float2 left = plus(row[0], times(added, starts ? 0 : 1));
    float2 middle = plus(row[1], added);
    __half2* out = result + corner + static_cast<ptrdiff_t>(line - 1) * line_size;
#pragma unroll
    for (int i = 0; i < kStrip; i++) {
      const float2 right =
          plus(row[i + 2], i == kStrip - 1 ? times(added, ends ? 0 : 1) : added);
      if (line > top) {
        float2 sum = above[i];
        accumulate(sum, left, weight[6]);
        accumulate(sum, middle, weight[7]);
        accumulate(sum, right, weight[8]);
        out[i * lanes] = __floats2half2_rn(gelu(sum.x), gelu(sum.y));
      }
      above[i] = own[i];
      accumulate(above[i], left, weight[3]);
      accumulate(above[i], middle, weight[4]);
      accumulate(above[i], right, weight[5]);
      own[i] = bias;
      accumulate(own[i], left, weight[0]);
      accumulate(own[i], middle, weight[1]);
      accumulate(own[i], right, weight[2]);
      left = middle;
      middle = right;
    }
  }
}
