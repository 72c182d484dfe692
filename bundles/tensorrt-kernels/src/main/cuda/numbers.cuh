// SPDX-License-Identifier: Apache-2.0
// Numbers of half precision by twos and eights, and what the kernels share.
#pragma once
#include <instructions.cuh>

namespace {

__device__ __forceinline__ void accumulate(float (&sum)[8], const uint4& eight, float weight) {
  const __half2* pairs = reinterpret_cast<const __half2*>(&eight);
#pragma unroll
  for (int i = 0; i < 4; i++) {
    const float2 pair = __half22float2(pairs[i]);
    sum[2 * i] += weight * pair.x;
    sum[2 * i + 1] += weight * pair.y;
  }
}

// x times the normal distribution function, as x / (1 + exp(-p(x))) with an odd polynomial p of degree 5
// that fits it to 3e-5; beyond 6 it is 0 or x in half precision.
__device__ __forceinline__ float gelu(float x) {
  const float square = fminf(x * x, 36.0f);
  const float power = x * fmaf(square, fmaf(square, 0.00101843f, -0.10680934f), -2.30108458f);
  return x * inverse(1.0f + power_of_two(power));
}

__device__ __forceinline__ void unpack(float (&features)[8], const uint4& packed) {
  const __half2* pairs = reinterpret_cast<const __half2*>(&packed);
#pragma unroll
  for (int i = 0; i < 4; i++) {
    const float2 pair = __half22float2(pairs[i]);
    features[2 * i] = pair.x;
    features[2 * i + 1] = pair.y;
  }
}

__device__ __forceinline__ uint4 pack(const float (&features)[8]) {
  uint4 packed;
  __half2* pairs = reinterpret_cast<__half2*>(&packed);
#pragma unroll
  for (int i = 0; i < 4; i++) {
    pairs[i] = __floats2half2_rn(features[2 * i], features[2 * i + 1]);
  }
  return packed;
}

__device__ __forceinline__ void accumulate(float2& sum, const float2& pair, const float2& weight) {
  sum.x = fmaf(pair.x, weight.x, sum.x);
  sum.y = fmaf(pair.y, weight.y, sum.y);
}

__device__ __forceinline__ float2 times(const float2& pair, float factor) {
  return make_float2(pair.x * factor, pair.y * factor);
}

__device__ __forceinline__ float2 plus(const __half2& pair, const float2& other) {
  const float2 wide = __half22float2(pair);
  return make_float2(wide.x + other.x, wide.y + other.y);
}

__device__ __forceinline__ unsigned pair(float x, float y) {
  const __half2 both = __floats2half2_rn(x, y);
  return *reinterpret_cast<const unsigned*>(&both);
}

// Where a token is put when squares follow one another; of maps with height, width and edge of squares.
__device__ __forceinline__ int place_in_squares(int row, const int* map) {
  const int width = __ldg(map + 1);
  const int edge = __ldg(map + 2);
  const int tokens = __ldg(map) * width;
  const int token = row % tokens;
  const int y = token / width;
  const int x = token % width;
  const int square = y / edge * (width / edge) + x / edge;
  return row - token + (square * edge + y % edge) * edge + x % edge;
}

}  // namespace
