// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <hopper_attention.cuh>
#include <row_normalisation.cuh>

// The first half of a transformer's block of five heads: queries, their attention to few keys, the
// product of the mixed values, summed with the residual and normalised. A block of threads takes a
// window or half of one, at most 104 rows, from the first product to the normalised sum. A
// warpgroup takes 64 columns of both products for all rows, and the head of the first product's
// columns. What later steps need is copied into shared memory during earlier ones.

namespace {

struct HopperAttentionBlock {
  using Sizes = HopperBlock;

  HopperBlockMemory& memory;
  const HopperBlockCopies& copies;
  int head = threadIdx.x / Sizes::kGroup;
  float sums[Sizes::kMostRows / 2];

  // The warpgroup's own named barrier.
  __device__ __forceinline__ int place() const { return 1 + head; }
  __device__ __forceinline__ void group_meets() const { meet(place(), Sizes::kGroup); }

  // The product of all rows for the warpgroup's 64 columns, transposed, and their shift: the first
  // one is of tokens, the second of mixed values. What has been copied is multiplied without
  // written_for_products.
  template <bool kFirst>
  __device__ __forceinline__ void multiply(const __half* shift) {
    constexpr int kSlabs = Sizes::kHeads;
    constexpr int kFrom = kFirst ? 0 : kSlabs;
    const unsigned thread = threadIdx.x + nothing();
    const auto both = panel(memory.slabs[thread / Sizes::kGroup][0]);
    const auto all = panel(memory.panels[0] + nothing());
    const __half* own = shift + thread / 32 * 16 + thread % 32 / 4;
    const float upper = __half2float(own[0]);
    const float lower = __half2float(own[8]);
#pragma unroll
    for (int i = 0; i < Sizes::kMostRows / 2; i++) {
      sums[i] = i / 2 % 2 == 0 ? upper : lower;
    }
#pragma unroll
    for (int slab = 0; slab < kSlabs; slab++) {
      // Later groups than this slab's: the next slab's, and between or behind them one of other
      // tokens, of what is needed after the product, or an empty one.
      if (kFirst ? slab == 2 : slab < 3) {
        copies_made<1>();
      } else {
        copies_made<2>();
      }
      // Tokens are copied by all warpgroups, the last of them before the third slab.
      if (kFirst && slab < 3) {
        __syncthreads();
      } else {
        group_meets();
      }
      const auto factors = beyond(both, (kFrom + slab) % 2 * Sizes::kSlab);
      const auto rows = beyond(all, slab * Sizes::kPanelRows * kPanelColumns);
      products_begin();
#pragma unroll
      for (int k = 0; k < Sizes::kHead / 16; k++) {
        multiply_add<true>(sums, beyond(factors, 16 * kPanelColumns * k), beyond(rows, 16 * k),
                           true);
      }
      products_asked();
      products_made<0>();
      group_meets();
      read_behind<kFirst>(slab);
    }
  }

  // A slab has been multiplied: the one after next takes its place. After the third, what is needed
  // after the product is asked for too.
  template <bool kFirst>
  __device__ __forceinline__ void read_behind(int slab) {
    const int next = (kFirst ? 0 : Sizes::kHeads) + slab + 2;
    if (next < 2 * Sizes::kHeads) {
      copies.read_factors(next);
    }
    copies_asked();
    if (slab == 2) {
      if (kFirst) {
        copies.read_pairs();
        copies.read_vectors();
      } else {
        copies.read_residual();
      }
      copies_asked();
    }
  }

  // Stores the sums as rows; place_of(row, eight) is where eight features of a row begin.
  template <typename PlaceOf>
  __device__ __forceinline__ void store_rows(const PlaceOf& place_of) const {
    constexpr int kEights = Sizes::kMostRows / 8;
    const unsigned thread = threadIdx.x + nothing();
    const int lane = thread % 32;
    const int eight = thread / 32 * 2 + lane / 8 % 2;
    // There is an odd number of eights of tokens: the last one is stored twice.
#pragma unroll
    for (int i = 0; i < kEights; i += 2) {
      unsigned squares[4];
#pragma unroll
      for (int k = 0; k < 4; k++) {
        const int at = 4 * min(i + k / 2, kEights - 1) + k % 2 * 2;
        squares[k] = pair(sums[at], sums[at + 1]);
      }
      store_transposed(place_of(8 * min(i + lane / 16, kEights - 1) + lane % 8, eight), squares);
    }
  }

  template <int kWholeEights>
  __device__ __forceinline__ void attend_all(int keys) {
#pragma unroll 1
    for (int first = 0; first < copies.block.there; first += 64) {
      attend<kWholeEights>(memory.panels[head], first, copies.block.there,
                           panel(memory.pairs.keys[head]), panel(memory.pairs.values[head]), keys,
                           place());
    }
  }
};

__device__ __forceinline__ void prefetch_weights(const HopperBlockTensors& tensors,
                                                 const float* epsilon) {
  constexpr int kSquare = HopperBlock::kFeatures * HopperBlock::kFeatures;
  const int block = blockIdx.y * gridDim.x + blockIdx.x;
  const int blocks = gridDim.x * gridDim.y;
  prefetch_all(tensors.query_factors + blockIdx.z * kSquare, kSquare, block, blocks);
  prefetch_all(tensors.factors + blockIdx.z * kSquare, kSquare, block, blocks);
  prefetch(reinterpret_cast<const __half*>(epsilon));
}

}  // namespace

extern "C" __global__ void __launch_bounds__(HopperBlock::kThreads, 1) hopper_attention_block(
    const __half* tokens, const __half* query_factors, const __half* query_shift,
    const __half* pairs, const __half* factors, const __half* shift, const __half* residual,
    const __half* weights, const __half* bias, const float* epsilon, uint4* sums,
    uint4* normalised, int asked, int keys, int windows_of_part) {
  constexpr int kFeatures = HopperBlock::kFeatures;
  constexpr int kRow = kFeatures / 8;
  const HopperBlockTensors tensors = {tokens, query_factors, pairs, factors, residual,
                                      shift,  weights,       bias};
  HopperBlockMemory& memory = shared_memory<HopperBlockMemory>();
  const HopperBlockRows block(asked, keys, windows_of_part);
  const HopperBlockCopies copies = {memory, tensors, block};
  HopperAttentionBlock own = {memory, copies};

  for (int slab = 0; slab < 2; slab++) {
    copies.read_factors(slab);
    copies.read_tokens(slab);
    copies_asked();
  }
  prefetch_weights(tensors, epsilon);
  for (int column = 2; column < HopperBlock::kHeads; column++) {
    copies.read_tokens(column);
  }
  copies_asked();
  own.multiply<true>(query_shift + blockIdx.z * kFeatures);
  // All products of tokens have been made: queries take their place.
  __syncthreads();
  own.store_rows([&](int row, int eight) {
    return memory.panels[eight / 8] + in_panel(row, eight % 8);
  });
  copies_made<2>();
  written_for_products();
  __syncthreads();
  // With 48 keys or more, the first 48 scores need no comparison with their number.
  if (keys < 48) {
    own.attend_all<0>(keys);
  } else {
    own.attend_all<6>(keys);
  }
  written_for_products();
  __syncthreads();
  own.multiply<false>(memory.shift);
  copies_made<0>();
  __syncthreads();
  own.store_rows([&](int row, int eight) {
    return memory.products + row * NormalisedRow::kStride + eight * 8;
  });
  __syncthreads();

  uint4* const own_sums = sums + block.first / 8;
  uint4* const own_normalised = normalised + block.first / 8;
  normalise_sums(
      memory.products, block.there, threadIdx.x / 32, HopperBlock::kThreads / 32, memory.weights,
      memory.bias, __ldg(epsilon),
      [&](int row, int eight) {
        return reinterpret_cast<const uint4*>(memory.residual)[row * kRow + eight];
      },
      [&](int row, int eight, const uint4& sum) { own_sums[row * kRow + eight] = sum; },
      [&](int row, int eight, const uint4& normal) {
        own_normalised[row * kRow + eight] = normal;
      });
}
