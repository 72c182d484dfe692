// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <block_attention.cuh>
#include <block_copies.cuh>
#include <warp_product.cuh>

// The first half of a transformer's block, of one or two heads of 64 features: queries, their
// attention to few keys, the product of the mixed values, summed with the residual and normalised.
// A block of threads takes 96 rows of a part (blockIdx.y), which may lie in several windows, from
// the first product to the normalised sum. In products a warp takes 48 rows and a share of the
// columns, in attention 16 rows of a head at a time. What later steps need is copied into shared
// memory during earlier ones.

namespace {

template <int kHeads>
__device__ __forceinline__ void attention_block(const BlockTensors& tensors, uint4* sums,
                                                uint4* normalised, int asked, int keys,
                                                int windows_of_part) {
  using Sizes = BlockSizes<kHeads>;
  constexpr int kHead = Sizes::kHead;
  constexpr int kStep = Sizes::kStep;
  constexpr int kStages = Sizes::kStages;
  constexpr int kRows = Sizes::kRows;
  constexpr int kFeatures = Sizes::kFeatures;
  constexpr int kEights = Sizes::kEights;
  constexpr int kStride = Sizes::kStride;
  constexpr int kPairStride = Sizes::kPairStride;
  constexpr int kAcross = Sizes::kAcross;
  constexpr int kSixteens = Sizes::kSixteens;
  constexpr int kThreads = Sizes::kThreads;
  constexpr int kTiles = Sizes::kTiles;
  constexpr int kSteps = Sizes::kSteps;
  constexpr int kLead = Sizes::kLead;
  const BlockMemory<kHeads> memory;
  const BlockRows block(kRows, asked, windows_of_part);
  BlockCopies<kHeads> copies(tensors, block, asked, keys, windows_of_part);
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x / 32;
  const int below = warp / kAcross * 16 * kSixteens;
  const int beside = warp % kAcross * Sizes::kColumns;

  float values[kSixteens][kTiles][4];
  const auto multiply = [&](int from, const __half* added) {
#pragma unroll
    for (int tile = 0; tile < kTiles; tile++) {
      const float2 two = __half22float2(__ldg(reinterpret_cast<const __half2*>(
          added + blockIdx.y * kFeatures + beside + 8 * tile + 2 * (lane % 4))));
#pragma unroll
      for (int i = 0; i < 2 * kSixteens; i++) {
        values[i / 2][tile][i % 2 * 2] = two.x;
        values[i / 2][tile][i % 2 * 2 + 1] = two.y;
      }
    }
    Factors<kSixteens, kTiles, kStride, kStride> own;
#pragma unroll 2
    for (int step = 0; step < kSteps; step++) {
      copies_made<kStages - 2>();
      __syncthreads();
      // Into the slab whose factors all warps have loaded.
      copies.read(from + step + kLead);
      own.load(memory.rows + below * kStride + step * kStep,
               memory.ring + (from + step) % kStages * memory.kSlab + beside);
      own.multiply(values);
    }
  };
  // A lane has two neighbouring columns of each eight, in six rows 8 apart.
  const int own_row = below + lane / 4;
  const auto place = [&](__half* of, int i, int tile) {
    return reinterpret_cast<__half2*>(of + (own_row + 8 * i) * kStride + beside + 8 * tile +
                                      2 * (lane % 4));
  };

  copies.prefetch_weights();
  copies.begin();
#pragma unroll 1
  for (int step = 0; step < kLead; step++) {
    copies.read(step);
  }
  multiply(0, tensors.query_shift);
  __syncthreads();
#pragma unroll
  for (int i = 0; i < 2 * kSixteens; i++) {
#pragma unroll
    for (int tile = 0; tile < kTiles; tile++) {
      const float(&four)[4] = values[i / 2][tile];
      *place(memory.rows, i, tile) = __floats2half2_rn(four[i % 2 * 2], four[i % 2 * 2 + 1]);
    }
  }
  __syncthreads();

  constexpr int kAll = kRows / 16;
  const PairRows<kPairStride> places(keys);
#pragma unroll 1
  for (int unit = warp; unit < kAll * kHeads; unit += kThreads / 32) {
    const int head = unit / kAll;
    // Rows that lie in two windows take longer: for each head another warp has them.
    const int row = (unit + head) % kAll * 16;
#pragma unroll 1
    for (int other = 0; other < block.windows; other++) {
      const int from = other * asked - block.before;
      if (from <= row + 15 && from + asked > row) {
        const int own = row + lane / 4;
        const bool belongs[2] = {own >= from && own < from + asked,
                                 own + 8 >= from && own + 8 < from + asked};
        const __half* own_keys = memory.kept + other * keys * kPairStride + head * kHead;
        attend<kStride, kPairStride>(memory.rows + row * kStride + head * kHead, own_keys,
                                     own_keys + kFeatures, places, keys, belongs);
        __syncwarp();
      }
    }
  }
  multiply(kSteps, tensors.shift);
  copies_made<0>();
  __syncthreads();

#pragma unroll
  for (int i = 0; i < 2 * kSixteens; i++) {
#pragma unroll
    for (int tile = 0; tile < kTiles; tile++) {
      float(&four)[4] = values[i / 2][tile];
      const float2 other = __half22float2(*place(memory.kept, i, tile));
      four[i % 2 * 2] += other.x;
      four[i % 2 * 2 + 1] += other.y;
    }
    const float2 share = moments(values[i / 2], i % 2);
    if (lane % 4 == 0) {
      memory.shares[(own_row + 8 * i) * kAcross + warp % kAcross] = share;
    }
  }
  __syncthreads();
  float2 whole[2 * kSixteens];
#pragma unroll
  for (int i = 0; i < 2 * kSixteens; i++) {
    whole[i] = joined<kAcross, Sizes::kColumns>(memory.shares + (own_row + 8 * i) * kAcross,
                                                __ldg(tensors.epsilon));
  }
#pragma unroll
  for (int tile = 0; tile < kTiles; tile++) {
    const __half2* column =
        reinterpret_cast<const __half2*>(memory.affine + beside + 8 * tile + 2 * (lane % 4));
    const float2 weight = __half22float2(column[0]);
    const float2 offset = __half22float2(column[kFeatures / 2]);
#pragma unroll
    for (int i = 0; i < 2 * kSixteens; i++) {
      const float x = values[i / 2][tile][i % 2 * 2];
      const float y = values[i / 2][tile][i % 2 * 2 + 1];
      const float left = fmaf(x, whole[i].x, whole[i].y);
      const float right = fmaf(y, whole[i].x, whole[i].y);
      *place(memory.rows, i, tile) = __floats2half2_rn(x, y);
      *place(memory.kept, i, tile) =
          __floats2half2_rn(fmaf(left, weight.x, offset.x), fmaf(right, weight.y, offset.y));
    }
  }
  __syncthreads();
  const size_t start =
      (static_cast<size_t>(blockIdx.y) * asked * windows_of_part + block.first) * kEights;
  for (int i = threadIdx.x; i < block.there * kEights; i += kThreads) {
    const int at = i / kEights * kStride + i % kEights * 8;
    sums[start + i] = *reinterpret_cast<const uint4*>(memory.rows + at);
    normalised[start + i] = *reinterpret_cast<const uint4*>(memory.kept + at);
  }
}

}  // namespace

#define ATTENTION_BLOCK(heads, blocks)                                                             \
  extern "C" __global__ void __launch_bounds__(BlockSizes<heads>::kThreads, blocks)                \
      attention_block_##heads(                                                                     \
          const __half* tokens, const __half* query_factors, const __half* query_shift,            \
          const __half* pairs, const __half* factors, const __half* shift, const __half* residual, \
          const __half* weights, const __half* bias, const float* epsilon, uint4* sums,            \
          uint4* normalised, int asked, int keys, int windows_of_part) {                           \
    attention_block<heads>({tokens, query_factors, query_shift, pairs, factors, shift, residual,   \
                            weights, bias, epsilon},                                               \
                           sums, normalised, asked, keys, windows_of_part);                        \
  }

ATTENTION_BLOCK(1, 4)
ATTENTION_BLOCK(2, 2)
