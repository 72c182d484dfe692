// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <numbers.cuh>

// Products with 320 columns, whose rows are summed with others and normalised where they are made. A
// block takes 96 rows of a part (blockIdx.y), a warp 32 of them and 80 columns; three steps of 16
// features lie in shared memory at a time.
extern "C" __global__ void __launch_bounds__(384) product_layer_norm(
    const __half* __restrict__ features, const __half* __restrict__ factors,
    const __half2* __restrict__ shift, const __half2* __restrict__ residual,
    const __half2* __restrict__ weights, const __half2* __restrict__ bias,
    const float* __restrict__ epsilon, const int* __restrict__ map, uint2* __restrict__ sums,
    uint2* __restrict__ normalised, uint2* __restrict__ squares, int rows_of_part, int depth) {
  constexpr int kColumns = 320;
  constexpr int kRows = 96;
  constexpr int kStep = 16;
  constexpr int kStages = 3;
  constexpr int kEights = kColumns / 8;
  constexpr int kAcross = 4;
  constexpr int kOwnColumns = kColumns / kAcross;
  constexpr int kTiles = kOwnColumns / 8;
  __shared__ __align__(16) __half left[kStages][kRows][kStep + 8];
  __shared__ __align__(16) __half right[kStages][kStep][kColumns + 8];
  __shared__ float shares[kRows][kAcross];
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x / 32;
  const int below = warp / kAcross * 32;
  const int beside = warp % kAcross * kOwnColumns;
  const int first = blockIdx.x * kRows;
  const int part = blockIdx.y;
  const __half* own = features + (static_cast<size_t>(part) * rows_of_part + first) * depth;
  factors += static_cast<size_t>(part) * depth * kColumns;

  const auto read = [&](int step) {
    for (int i = threadIdx.x; i < 2 * kRows + kStep * kEights; i += blockDim.x) {
      if (i < 2 * kRows) {
        const bool there = first + i / 2 < rows_of_part;
        const __half* from = own + static_cast<size_t>(i / 2) * depth + step * kStep + i % 2 * 8;
        copy(&left[step % kStages][i / 2][i % 2 * 8], there ? from : features, there);
      } else {
        const int row = (i - 2 * kRows) / kEights;
        const int column = (i - 2 * kRows) % kEights * 8;
        copy(&right[step % kStages][row][column], factors + (step * kStep + row) * kColumns + column,
             true);
      }
    }
  };
  const int steps = depth / kStep;
  read(0);
  copies_asked();
  if (steps > 1) {
    read(1);
  }
  copies_asked();
  float values[2][kTiles][4] = {};
#pragma unroll 1
  for (int step = 0; step < steps; step++) {
    copies_made();
    __syncthreads();
    if (step + 2 < steps) {
      read(step + 2);
    }
    copies_asked();
    unsigned a[2][4];
#pragma unroll
    for (int i = 0; i < 2; i++) {
      loaded(a[i], &left[step % kStages][below + 16 * i + lane % 16][lane / 16 * 8]);
    }
#pragma unroll
    for (int tile = 0; tile < kTiles; tile += 2) {
      unsigned b[4];
      transposed(b, &right[step % kStages][lane % 16][beside + 8 * (tile + lane / 16)]);
#pragma unroll
      for (int i = 0; i < 2; i++) {
        multiply_add(values[i][tile], a[i], b[0], b[1]);
        multiply_add(values[i][tile + 1], a[i], b[2], b[3]);
      }
    }
  }

  // A lane has of four rows, 8 apart, two neighbouring columns of each eight.
  const int row = below + lane / 4;
  const size_t start = (static_cast<size_t>(part) * rows_of_part + first) * (kColumns / 2);
  const int pairs = beside / 2 + lane % 4;
  float means[4] = {};
#pragma unroll
  for (int i = 0; i < 4; i++) {
    const bool there = first + row + 8 * i < rows_of_part;
    const __half2* others = residual + start + (row + 8 * i) * (kColumns / 2) + pairs;
#pragma unroll
    for (int tile = 0; tile < kTiles; tile++) {
      float(&two)[4] = values[i / 2][tile];
      const float2 added = __half22float2(__ldg(shift + part * (kColumns / 2) + pairs + 4 * tile));
      const float2 other = there ? __half22float2(__ldg(others + 4 * tile)) : make_float2(0, 0);
      two[i % 2 * 2] += added.x + other.x;
      two[i % 2 * 2 + 1] += added.y + other.y;
      means[i] += two[i % 2 * 2] + two[i % 2 * 2 + 1];
    }
  }
  // What the lanes of a row have, and the warps beside one another.
  const auto over_row = [&](float (&sum)[4]) {
    __syncthreads();
#pragma unroll
    for (int i = 0; i < 4; i++) {
      sum[i] += __shfl_xor_sync(0xffffffff, sum[i], 1);
      sum[i] += __shfl_xor_sync(0xffffffff, sum[i], 2);
      if (lane % 4 == 0) {
        shares[row + 8 * i][warp % kAcross] = sum[i];
      }
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < 4; i++) {
      const float* four = shares[row + 8 * i];
      sum[i] = (four[0] + four[1] + four[2] + four[3]) / kColumns;
    }
  };
  over_row(means);
  float variances[4] = {};
#pragma unroll
  for (int i = 0; i < 4; i++) {
#pragma unroll
    for (int tile = 0; tile < kTiles; tile++) {
      const float x = values[i / 2][tile][i % 2 * 2] - means[i];
      const float y = values[i / 2][tile][i % 2 * 2 + 1] - means[i];
      variances[i] += x * x + y * y;
    }
  }
  over_row(variances);

  // Two lanes hand each other a pair, so that each writes four neighbouring columns of one of two tiles.
  const bool odd = lane % 2 == 1;
  const auto write = [&](uint2* to, int tile, unsigned even_pair, unsigned odd_pair, bool there) {
    const unsigned kept = odd ? odd_pair : even_pair;
    const unsigned other = __shfl_xor_sync(0xffffffff, odd ? even_pair : odd_pair, 1);
    if (there) {
      to[(beside + 8 * (tile + odd)) / 4 + lane % 4 / 2] =
          odd ? make_uint2(other, kept) : make_uint2(kept, other);
    }
  };
#pragma unroll
  for (int i = 0; i < 4; i++) {
    const int at = part * rows_of_part + first + row + 8 * i;
    const bool there = first + row + 8 * i < rows_of_part;
    const float scale = rsqrtf(variances[i] + __ldg(epsilon));
    const size_t place = map == nullptr ? 0 : place_in_squares(at, map);
#pragma unroll
    for (int tile = 0; tile < kTiles; tile += 2) {
      unsigned sum[2];
      unsigned normal[2];
#pragma unroll
      for (int k = 0; k < 2; k++) {
        const int pair_at = part * (kColumns / 2) + pairs + 4 * (tile + k);
        const float2 weight = __half22float2(__ldg(weights + pair_at));
        const float2 offset = __half22float2(__ldg(bias + pair_at));
        const float x = values[i / 2][tile + k][i % 2 * 2];
        const float y = values[i / 2][tile + k][i % 2 * 2 + 1];
        sum[k] = pair(x, y);
        normal[k] = pair((x - means[i]) * scale * weight.x + offset.x,
                         (y - means[i]) * scale * weight.y + offset.y);
      }
      write(sums + static_cast<size_t>(at) * (kColumns / 4), tile, sum[0], sum[1], there);
      write(normalised + static_cast<size_t>(at) * (kColumns / 4), tile, normal[0], normal[1], there);
      if (map != nullptr) {
        write(squares + place * (kColumns / 4), tile, normal[0], normal[1], there);
      }
    }
  }
}
