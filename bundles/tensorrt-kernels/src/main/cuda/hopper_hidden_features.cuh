// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <depthwise_factors.cuh>
#include <warpgroup.cuh>

// Hidden features between their product and their result: a warpgroup stores its sums in shared
// memory as rows of 64 features, one a token, and other threads convolve two features each.

namespace {

constexpr int kHiddenSlice = 64;
// A stride by which what is stored at once reaches different banks.
constexpr int kHiddenStride = kHiddenSlice + 8;

// A thread's sums, transposed, and the shift of its upper and its lower feature become halves: for
// each eight tokens two of them of both features.
template <int kEights>
__device__ __forceinline__ void pack_hidden(unsigned (&squares)[kEights][2],
                                            const float (&sums)[4 * kEights], float upper,
                                            float lower) {
#pragma unroll
  for (int i = 0; i < kEights; i++) {
    squares[i][0] = pair(sums[4 * i] + upper, sums[4 * i + 1] + upper);
    squares[i][1] = pair(sums[4 * i + 2] + lower, sums[4 * i + 3] + lower);
  }
}

// Stores them from a row on, two eights of tokens at once; an odd last one is left to the caller.
template <int kEights>
__device__ __forceinline__ void store_hidden(__half (*rows)[kHiddenStride],
                                             const unsigned (&squares)[kEights][2]) {
  const int lane = threadIdx.x % 32;
  const int column = threadIdx.x / 32 % 4 * 16 + lane / 8 % 2 * 8;
  __half* to = &rows[lane / 16 * 8 + lane % 8][column];
#pragma unroll
  for (int i = 0; i + 1 < kEights; i += 2) {
    const unsigned four[] = {squares[i][0], squares[i][1], squares[i + 1][0], squares[i + 1][1]};
    store_transposed(to + 8 * i * kHiddenStride, four);
  }
}

// What a thread convolves its two features with.
struct Convolution {
  __half2 weights[DepthwiseFactors::kPlaces];
  __half2 bias;
};

__device__ __forceinline__ Convolution convolution_of(const DepthwiseFactors& factors,
                                                      int feature) {
  Convolution own;
#pragma unroll
  for (int i = 0; i < DepthwiseFactors::kPlaces; i++) {
    own.weights[i] = __ldg(reinterpret_cast<const __half2*>(factors.convolution +
                                                            i * factors.hidden + feature));
  }
  own.bias = __ldg(reinterpret_cast<const __half2*>(factors.bias + feature));
  return own;
}

// A thread convolves two features of some lines and columns; read(y, x) has one more of both on
// each side. Sums are halves: rounding after each of nine products makes the result about twice as
// wrong as rounding the convolved numbers and the result does, but two products are made at once.
template <int kLines, int kColumns, typename Read, typename Write>
__device__ __forceinline__ void convolve(const Convolution& own, const Read& read,
                                         const Write& write) {
  __half2 sums[kLines][kColumns];
#pragma unroll
  for (int i = 0; i < kLines * kColumns; i++) {
    sums[i / kColumns][i % kColumns] = own.bias;
  }
#pragma unroll
  for (int y = 0; y < kLines + 2; y++) {
#pragma unroll
    for (int x = 0; x < kColumns + 2; x++) {
      const __half2 here = read(y, x);
#pragma unroll
      for (int line = max(y - 2, 0); line <= min(y, kLines - 1); line++) {
#pragma unroll
        for (int column = max(x - 2, 0); column <= min(x, kColumns - 1); column++) {
          __half2& sum = sums[line][column];
          sum = __hfma2(here, own.weights[(y - line) * 3 + x - column], sum);
        }
      }
    }
    if (y >= 2) {
#pragma unroll
      for (int x = 0; x < kColumns; x++) {
        write(y - 2, x, gelu(sums[max(y - 2, 0)][x]));
      }
    }
  }
}

}  // namespace
