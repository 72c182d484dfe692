// SPDX-License-Identifier: Apache-2.0
// A warp's products, and the mean and variance of rows that lanes and warps have shares of.
#pragma once
#include <numbers.cuh>

namespace {

// What a warp multiplies in a step: 16 features of its rows, and the factors from these to its
// columns.
template <int kSixteens, int kTiles, int kRowStride, int kColumnStride>
struct Factors {
  unsigned a[kSixteens][4];
  unsigned b[kTiles / 2][4];

  __device__ __forceinline__ void load(const __half* rows, const __half* columns) {
    const int lane = threadIdx.x % 32;
#pragma unroll
    for (int i = 0; i < kSixteens; i++) {
      loaded(a[i], rows + (16 * i + lane % 16) * kRowStride + lane / 16 * 8);
    }
#pragma unroll
    for (int i = 0; i < kTiles / 2; i++) {
      transposed(b[i], columns + lane % 16 * kColumnStride + 16 * i + lane / 16 * 8);
    }
  }

  __device__ __forceinline__ void multiply(float (&values)[kSixteens][kTiles][4]) const {
#pragma unroll
    for (int tile = 0; tile < kTiles; tile++) {
#pragma unroll
      for (int i = 0; i < kSixteens; i++) {
        multiply_add(values[i][tile], a[i], b[tile / 2][tile % 2 * 2],
                     b[tile / 2][tile % 2 * 2 + 1]);
      }
    }
  }
};

// The mean of a row, or of a piece of one, and the sum of squared distances from it; four lanes
// have a share each.
template <int kTiles>
__device__ __forceinline__ float2 moments(const float (&tiles)[kTiles][4], int below) {
  float total = 0;
#pragma unroll
  for (int tile = 0; tile < kTiles; tile++) {
    total += tiles[tile][2 * below] + tiles[tile][2 * below + 1];
  }
  total += __shfl_xor_sync(0xffffffff, total, 1);
  total += __shfl_xor_sync(0xffffffff, total, 2);
  const float mean = total * (1.0f / (8 * kTiles));
  float distances = 0;
#pragma unroll
  for (int tile = 0; tile < kTiles; tile++) {
    const float x = tiles[tile][2 * below] - mean;
    const float y = tiles[tile][2 * below + 1] - mean;
    distances += x * x + y * y;
  }
  distances += __shfl_xor_sync(0xffffffff, distances, 1);
  distances += __shfl_xor_sync(0xffffffff, distances, 2);
  return make_float2(mean, distances);
}

// The factor that gives a row the deviation 1, and the summand that then makes its mean 0, from the
// moments of its equally long pieces.
template <int kPieces, int kColumns>
__device__ __forceinline__ float2 joined(const float2* pieces, float epsilon) {
  float mean = 0;
#pragma unroll
  for (int i = 0; i < kPieces; i++) {
    mean += pieces[i].x * (1.0f / kPieces);
  }
  float distances = 0;
#pragma unroll
  for (int i = 0; i < kPieces; i++) {
    const float off = pieces[i].x - mean;
    distances += pieces[i].y + kColumns * off * off;
  }
  const float scale = rsqrtf(distances * (1.0f / (kPieces * kColumns)) + epsilon);
  return make_float2(scale, -mean * scale);
}

}  // namespace
