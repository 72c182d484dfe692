// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <numbers.cuh>

// Attention to at most 64 keys by heads of 64 features. A block takes 112 queries of a head
// (blockIdx.y) and window (blockIdx.z), a warp 16 of them; each part of the windows has its own shift
// of the queries. Of the warp's products (PTX's m16n8k16) lane 4 r + c has rows r and r + 8; the
// features are told off to the products' columns so that it has eight neighbouring ones, 8 c and on,
// of each half of the head.
extern "C" __global__ void __launch_bounds__(224) attention(
    const uint4* __restrict__ queries, const uint4* __restrict__ shifts,
    const uint4* __restrict__ pairs, uint4* __restrict__ mixed, int asked, int keys,
    int windows_of_part) {
  constexpr int kHead = 64;
  constexpr int kEights = kHead / 8;
  constexpr int kRows = 16;
  constexpr int kTiles = kHead / 8;
  // Strides by which the lanes of a warp reach different banks.
  constexpr int kKeyStride = kHead + 32;
  constexpr int kValueStride = kHead + 8;
  __shared__ __align__(16) __half all_keys[kHead][kKeyStride];
  __shared__ __align__(16) __half all_values[kHead][kValueStride];
  const uint4 none = make_uint4(0, 0, 0, 0);
  const int row_size = gridDim.y * kEights;
  const int head = blockIdx.y * kEights;
  const uint4* window_pairs = pairs + static_cast<size_t>(blockIdx.z) * keys * 2 * row_size + head;
  for (int i = threadIdx.x; i < kHead * kEights; i += blockDim.x) {
    const int key = i / kEights;
    const int eight = i % kEights;
    const uint4* own = window_pairs + key * 2 * row_size + eight;
    *reinterpret_cast<uint4*>(&all_keys[key][8 * eight]) = key < keys ? __ldg(own) : none;
    const uint4 value = key < keys ? __ldg(own + row_size) : none;
    unsigned* places =
        reinterpret_cast<unsigned*>(&all_values[key][eight / 4 * 32 + eight % 4 * 2]);
    places[0] = value.x;
    places[4] = value.y;
    places[8] = value.z;
    places[12] = value.w;
  }

  const int lane = threadIdx.x % 32;
  const int row = lane / 4;
  const int column = lane % 4;
  const int query = (blockIdx.x * (blockDim.x / 32) + threadIdx.x / 32) * kRows + row;
  const size_t start = (static_cast<size_t>(blockIdx.z) * asked + query) * row_size + head + column;
  const uint4* shift = shifts + blockIdx.z / windows_of_part * row_size + head + column;
  unsigned own[kTiles / 2][4];
#pragma unroll
  for (int side = 0; side < 2; side++) {
    const uint4 added = __ldg(shift + 4 * side);
#pragma unroll
    for (int below = 0; below < 2; below++) {
      const bool there = query + 8 * below < asked;
      float eight[8];
      unpack(eight, there ? __ldg(queries + start + 8 * below * row_size + 4 * side) : none);
      accumulate(eight, added, 1);
      own[2 * side][below] = pair(eight[0], eight[1]);
      own[2 * side][2 + below] = pair(eight[2], eight[3]);
      own[2 * side + 1][below] = pair(eight[4], eight[5]);
      own[2 * side + 1][2 + below] = pair(eight[6], eight[7]);
    }
  }
  __syncthreads();

  float scores[kTiles][4];
#pragma unroll
  for (int tile = 0; tile < kTiles; tile++) {
#pragma unroll
    for (int i = 0; i < 4; i++) {
      scores[tile][i] = 0;
    }
#pragma unroll
    for (int side = 0; side < 2; side++) {
      const uint4 eight =
          *reinterpret_cast<const uint4*>(&all_keys[8 * tile + row][32 * side + 8 * column]);
      multiply_add(scores[tile], own[2 * side], eight.x, eight.y);
      multiply_add(scores[tile], own[2 * side + 1], eight.z, eight.w);
    }
  }

  // Four lanes share a row.
  constexpr float kScale = 0.125f;
  float share[2];
#pragma unroll
  for (int below = 0; below < 2; below++) {
    float greatest = -1e30f;
#pragma unroll
    for (int i = 0; i < 2 * kTiles; i++) {
      float& score = scores[i / 2][2 * below + i % 2];
      score = i / 2 * 8 + 2 * column + i % 2 < keys ? score : -1e30f;
      greatest = fmaxf(greatest, score);
    }
    greatest = fmaxf(greatest, __shfl_xor_sync(0xffffffff, greatest, 1));
    greatest = fmaxf(greatest, __shfl_xor_sync(0xffffffff, greatest, 2));
    float mass = 0;
#pragma unroll
    for (int i = 0; i < 2 * kTiles; i++) {
      float& score = scores[i / 2][2 * below + i % 2];
      score = __expf(kScale * (score - greatest));
      mass += score;
    }
    mass += __shfl_xor_sync(0xffffffff, mass, 1);
    mass += __shfl_xor_sync(0xffffffff, mass, 2);
    share[below] = 1 / mass;
  }

  float sums[kTiles][4] = {};
#pragma unroll
  for (int sixteen = 0; sixteen < kTiles / 2; sixteen++) {
    const unsigned weights[4] = {
        pair(scores[2 * sixteen][0], scores[2 * sixteen][1]),
        pair(scores[2 * sixteen][2], scores[2 * sixteen][3]),
        pair(scores[2 * sixteen + 1][0], scores[2 * sixteen + 1][1]),
        pair(scores[2 * sixteen + 1][2], scores[2 * sixteen + 1][3]),
    };
#pragma unroll
    for (int tile = 0; tile < kTiles; tile += 2) {
      unsigned squares[4];
      transposed(squares, &all_values[16 * sixteen + lane % 16][8 * (tile + lane / 16)]);
      multiply_add(sums[tile], weights, squares[0], squares[1]);
      multiply_add(sums[tile + 1], weights, squares[2], squares[3]);
    }
  }
#pragma unroll
  for (int below = 0; below < 2; below++) {
    if (query + 8 * below < asked) {
#pragma unroll
      for (int side = 0; side < 2; side++) {
        float eight[8];
#pragma unroll
        for (int i = 0; i < 8; i++) {
          eight[i] = share[below] * sums[4 * side + i / 2][2 * below + i % 2];
        }
        mixed[start + 8 * below * row_size + 4 * side] = pack(eight);
      }
    }
  }
}
