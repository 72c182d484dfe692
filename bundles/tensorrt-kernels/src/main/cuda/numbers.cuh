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

// x times the normal distribution function, as x / 2 (1 + tanh(p(x))) with an odd polynomial p of
// degree 3. The error is up to 3e-4, about that of the instruction for tanh and of halves near 1.
__device__ __forceinline__ float gelu(float x) {
  const float half = 0.5f * x;
  const float angle = x * fmaf(x * x, 0.034701f, 0.800157f);
  return fmaf(half, hyperbolic_tangent(angle), half);
}

// The same of halves.
__device__ __forceinline__ __half2 gelu(const __half2& x) {
  const auto both = [](float factor) { return __floats2half2_rn(factor, factor); };
  const __half2 half = __hmul2(x, both(0.5f));
  const __half2 angle = __hmul2(x, __hfma2(__hmul2(x, x), both(0.034701f), both(0.800157f)));
  return __hfma2(half, hyperbolic_tangent(angle), half);
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

// Blocks that will read the same weights bring them into L2 together, a share each: L2 does not
// hold a whole network's, so that they come from global memory. By default these are the blocks
// along x.
__device__ __forceinline__ void prefetch_all(const __half* from, int halves, int block = blockIdx.x,
                                             int blocks = gridDim.x) {
  constexpr int kSector = 16;
  const int sectors = halves / kSector;
  const int each = (sectors + blocks - 1) / blocks;
  const int end = min(sectors, (block + 1) * each);
  for (int i = block * each + threadIdx.x; i < end; i += blockDim.x) {
    prefetch(from + i * kSector);
  }
}

// Where a token is put when squares follow one another; map has its height, width and the squares'
// edge.
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
