// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <hopper_hidden_features.cuh>

// The product of 14 x 14 maps' tokens, its depth-wise convolution and the GELU. A block takes one
// map (blockIdx.y), whose tokens stay in shared memory, and a share of the hidden features
// (blockIdx.x), slice by slice. Two warpgroups take turns at multiplying, so that one keeps the
// tensor cores busy while the other stores what it has made; fourteen further warps convolve it,
// each seven columns of two lines of the map.

namespace {

struct HopperProductDepthwise {
  static constexpr int kWidth = 14;
  static constexpr int kTokens = kWidth * kWidth;
  static constexpr int kDepth = 320;
  static constexpr int kHidden = 4 * kDepth;
  static constexpr int kSlice = kHiddenSlice;
  static constexpr int kPanels = kDepth / kPanelColumns;
  // Tokens are multiplied in eights: behind the map's last there are four that nobody reads.
  static constexpr int kRows = (kTokens + 7) / 8 * 8;
  // A slice's product is made in two parts, of so many tokens and of the others.
  static constexpr int kFirst = 96;
  static constexpr int kGroups = 2;
  static constexpr int kGroupThreads = 128;
  static constexpr int kMultiplying = kGroups * kGroupThreads;
  // Panels of factors of each warpgroup: two that are multiplied and kAhead that are copied.
  static constexpr int kRing = 4;
  static constexpr int kAhead = kRing - 2;
  // Lines and columns that a warp convolves.
  static constexpr int kOwnLines = 2;
  static constexpr int kStrip = 7;
  static constexpr int kStrips = kWidth / kStrip;
  static constexpr int kConvolving = kWidth / kOwnLines * kStrips * 32;
  // Registers are given to whole warpgroups: the last one has two warps without work.
  static constexpr int kThreads = kMultiplying + (kConvolving + 127) / 128 * 128;
  static constexpr int kMultiplyingRegisters = 128;
  static constexpr int kConvolvingRegisters = 56;
  // Threads of barriers between those that multiply and those that convolve: one warpgroup and all
  // of the latter.
  static constexpr int kHanding = kGroupThreads + kConvolving;
  // Named barriers: when hidden features have been written; and for each warpgroup, when they have
  // been read, when its factors have been copied, and when each panel of tokens has been copied.
  static constexpr int kWritten = 1;
  static constexpr int kRead = kWritten + 1;
  static constexpr int kFactors = kRead + kGroups;
  static constexpr int kTokenPanels = kFactors + kGroups;

  // Where the panel after another begins, both in halves from the first ring's beginning on.
  static __device__ __forceinline__ int next_in_ring(int place) {
    constexpr int kPanel = kPanelColumns * kSlice;
    constexpr int kOwn = (kRing - 1) * kPanel;
    return (place & ~kOwn) | ((place + kPanel) & kOwn);
  }

  __half tokens[kPanels][kRows * kPanelColumns];
  __half factors[kGroups * kRing * kPanelColumns * kSlice];
  // A line of zeros, the map's lines, another line of zeros, and the rows that nobody reads.
  __half hidden[kTokens + 2 * kWidth + kRows - kTokens][kHiddenStride];
};

static_assert(sizeof(HopperProductDepthwise) == 226368, "the operator says so");

// The convolving threads, which have nothing else to do at first, copy the map's tokens panel by
// panel.
__device__ __forceinline__ void copy_tokens(HopperProductDepthwise& memory, const __half* map,
                                            int thread, int slices) {
  using Shared = HopperProductDepthwise;
  constexpr int kRowsAtOnce = Shared::kConvolving / (kPanelColumns / 8);
  const int row = thread / (kPanelColumns / 8);
  const int eight = thread % (kPanelColumns / 8);
  const __half* from = map + row * Shared::kDepth + 8 * eight;
#pragma unroll
  for (int number = 0; number < Shared::kPanels; number++) {
#pragma unroll
    for (int i = 0; i < Shared::kTokens; i += kRowsAtOnce) {
      if (i + row < Shared::kTokens) {
        copy(memory.tokens[number] + in_panel(i + row, eight),
             from + i * Shared::kDepth + number * kPanelColumns, true);
      }
    }
    copies_asked();
  }
  const auto hand_on = [&](int number) {
    written_for_products();
    // With a single slice, the second warpgroup multiplies nothing.
    for (int group = 0; group < min(slices, Shared::kGroups); group++) {
      arrive(Shared::kTokenPanels + group * Shared::kPanels + number, Shared::kHanding);
    }
  };
  static_assert(Shared::kPanels == 5, "as many are handed on below");
  copies_made<4>();
  hand_on(0);
  copies_made<3>();
  hand_on(1);
  copies_made<2>();
  hand_on(2);
  copies_made<1>();
  hand_on(3);
  copies_made<0>();
  hand_on(4);
}

// What a thread copies next of its warpgroup's factors: the same eight of every sixteenth row.
struct FactorCopies {
  static constexpr int kRowsAtOnce = HopperProductDepthwise::kGroupThreads / (kPanelColumns / 8);

  const __half* from;
  int to;
  // Where the panel that is multiplied next begins.
  int place;
  int slice;
  int slices;

  // Asks for the next panel, which has that number in its slice; behind the last slice for none.
  __device__ __forceinline__ void copy_next(HopperProductDepthwise& memory, int number) {
    using Shared = HopperProductDepthwise;
    if (slice < slices) {
#pragma unroll
      for (int i = 0; i < kPanelColumns; i += kRowsAtOnce) {
        copy(memory.factors + to + i * kPanelColumns, from + i * Shared::kHidden, true);
      }
    }
    copies_asked();
    to = Shared::next_in_ring(to);
    from += kPanelColumns * Shared::kHidden;
    if (number == Shared::kPanels - 1) {
      from += Shared::kGroups * Shared::kSlice - Shared::kDepth * Shared::kHidden;
      slice += Shared::kGroups;
    }
  }
};

// A warpgroup multiplies the tokens by a slice of the factors; the sums are transposed, and the
// last products may not have been made yet.
__device__ __forceinline__ void multiply_slice(float (&first_sums)[48], float (&sums)[52],
                                               HopperProductDepthwise& memory,
                                               FactorCopies& copies, int group, bool first) {
  using Shared = HopperProductDepthwise;
#pragma unroll
  for (int i = 0; i < Shared::kPanels; i++) {
    // What has been copied is multiplied without written_for_products, which would wait for later
    // copies too.
    copies_made<Shared::kAhead - 1>();
    if (first) {
      meet(Shared::kTokenPanels + group * Shared::kPanels + i, Shared::kHanding);
    }
    meet(Shared::kFactors + group, Shared::kGroupThreads);
    const auto factors = beyond(panel(memory.factors), copies.place);
    const auto tokens = panel(memory.tokens[i]);
    products_begin();
#pragma unroll
    for (int k = 0; k < kPanelColumns; k += 16) {
      const auto own = beyond(factors, k * kPanelColumns);
      multiply_add<true>(first_sums, own, beyond(tokens, k), i + k > 0);
      multiply_add<true>(sums, own, beyond(tokens, k + Shared::kFirst * kPanelColumns), i + k > 0);
    }
    products_asked();
    // Into the place of a panel whose products all warps had made when they met.
    copies.copy_next(memory, (i + Shared::kAhead) % Shared::kPanels);
    copies.place = Shared::next_in_ring(copies.place);
    if (i + 1 < Shared::kPanels) {
      products_made<1>();
    }
  }
}

// Stores the hidden features of the last eight tokens; those behind the map's last go behind the
// line of zeros.
__device__ __forceinline__ void store_last(HopperProductDepthwise& memory,
                                           const unsigned (&squares)[2]) {
  using Shared = HopperProductDepthwise;
  const int lane = threadIdx.x % 32;
  const int column = threadIdx.x / 32 % 4 * 16 + lane / 8 % 2 * 8;
  const int token = Shared::kRows - 8 + lane % 8;
  const int row = token + (token < Shared::kTokens ? 1 : 2) * Shared::kWidth;
  const unsigned twice[] = {squares[0], squares[1], squares[0], squares[1]};
  store_transposed(&memory.hidden[row][column], twice);
}

// A warpgroup takes every other slice.
__device__ __forceinline__ void multiply_slices(HopperProductDepthwise& memory,
                                                const DepthwiseFactors& factors, int first,
                                                int slices) {
  using Shared = HopperProductDepthwise;
  constexpr int kEights = kPanelColumns / 8;
  const int group = threadIdx.x / Shared::kGroupThreads;
  const int thread = threadIdx.x % Shared::kGroupThreads;
  const int row = thread / kEights;
  const int eight = thread % kEights;
  const int place = group * Shared::kRing * kPanelColumns * Shared::kSlice;
  const int own = first + group * Shared::kSlice;
  FactorCopies copies{factors.product + row * Shared::kHidden + own + 8 * eight,
                      place + in_panel(row, eight), place, group, slices};
#pragma unroll
  for (int i = 0; i < Shared::kAhead; i++) {
    copies.copy_next(memory, i);
  }
  const __half* shift = factors.shift + own + thread / 32 * 16 + thread % 32 / 4;
#pragma unroll 1
  for (int slice = group; slice < slices; slice += Shared::kGroups) {
    float first_sums[Shared::kFirst / 2];
    float sums[(Shared::kRows - Shared::kFirst) / 2];
    multiply_slice(first_sums, sums, memory, copies, group, slice == group);
    const float upper = __half2float(__ldg(shift));
    const float lower = __half2float(__ldg(shift + 8));
    shift += Shared::kGroups * Shared::kSlice;
    products_made();
    unsigned first_squares[Shared::kFirst / 8][2];
    unsigned squares[(Shared::kRows - Shared::kFirst) / 8][2];
    pack_hidden(first_squares, first_sums, upper, lower);
    pack_hidden(squares, sums, upper, lower);
    if (slice > 0) {
      meet(Shared::kRead + group, Shared::kHanding);
    }
    store_hidden(memory.hidden + Shared::kWidth, first_squares);
    store_hidden(memory.hidden + Shared::kWidth + Shared::kFirst, squares);
    store_last(memory, squares[(Shared::kRows - Shared::kFirst) / 8 - 1]);
    arrive(Shared::kWritten, Shared::kHanding);
  }
}

// The other threads convolve all slices; result begins at the map's first token and the block's
// first feature.
__device__ __forceinline__ void convolve_slices(HopperProductDepthwise& memory,
                                                const __half* map,
                                                const DepthwiseFactors& factors, __half2* result,
                                                int first, int slices) {
  using Shared = HopperProductDepthwise;
  const int thread = threadIdx.x - Shared::kMultiplying;
  const int lane = thread % 32;
  const int strip = thread / 32 % Shared::kStrips;
  const int token = thread / 32 / Shared::kStrips * Shared::kOwnLines * Shared::kWidth +
                    strip * Shared::kStrip;
  copy_tokens(memory, map, thread, slices);
  // Above and below the map there are zeros.
  constexpr int kLinePairs = Shared::kWidth * kHiddenStride / 2;
  const __half2 nothing = __floats2half2_rn(0, 0);
  __half2* above = reinterpret_cast<__half2*>(memory.hidden);
  for (int i = thread; i < kLinePairs; i += Shared::kConvolving) {
    above[i] = nothing;
    above[i + (Shared::kWidth + 1) * kLinePairs] = nothing;
  }
  const __half2* line = reinterpret_cast<const __half2*>(memory.hidden[token]) + lane;
  result += token * (Shared::kHidden / 2) + lane;
  Convolution own = convolution_of(factors, first + 2 * lane);
#pragma unroll 1
  for (int slice = 0; slice < slices; slice++) {
    const int next = min(slice + 1, slices - 1);
    const Convolution further =
        convolution_of(factors, first + next * Shared::kSlice + 2 * lane);
    meet(Shared::kWritten, Shared::kHanding);
    __half2* to = result + slice * (Shared::kSlice / 2);
    convolve<Shared::kOwnLines, Shared::kStrip>(
        own,
        [&](int y, int x) {
          const bool outside = (x == 0 && strip == 0) ||
                               (x == Shared::kStrip + 1 && strip == Shared::kStrips - 1);
          return outside ? nothing : line[(y * Shared::kWidth + x - 1) * (kHiddenStride / 2)];
        },
        [&](int y, int x, const __half2& features) {
          to[(y * Shared::kWidth + x) * (Shared::kHidden / 2)] = features;
        });
    if (slice + 1 < slices) {
      arrive(Shared::kRead + (slice + 1) % Shared::kGroups, Shared::kHanding);
    }
    own = further;
  }
}

}  // namespace

extern "C" __global__ void __launch_bounds__(HopperProductDepthwise::kThreads, 1)
    hopper_product_depthwise_gelu(const __half* __restrict__ features,
                                  const __half* __restrict__ product,
                                  const __half* __restrict__ shift,
                                  const __half* __restrict__ weights,
                                  const __half* __restrict__ bias, __half2* __restrict__ result,
                                  int slices, int windows_of_part) {
  using Shared = HopperProductDepthwise;
  Shared& memory = shared_memory<Shared>();
  const int window = blockIdx.y;
  const int first = blockIdx.x * slices * Shared::kSlice;
  const size_t token = static_cast<size_t>(window) * Shared::kTokens;
  const DepthwiseFactors factors = of_part({product, shift, weights, bias, Shared::kHidden},
                                           Shared::kDepth, window / windows_of_part);
  prefetch_all(factors, Shared::kDepth, window % windows_of_part * gridDim.x + blockIdx.x,
               windows_of_part * gridDim.x);
  if (threadIdx.x < Shared::kMultiplying) {
    take_registers<Shared::kMultiplyingRegisters>();
    multiply_slices(memory, factors, first, slices);
    return;
  }
  leave_registers<Shared::kConvolvingRegisters>();
  if (threadIdx.x < Shared::kMultiplying + Shared::kConvolving) {
    convolve_slices(memory, features + token * Shared::kDepth, factors,
                    result + (token * Shared::kHidden + first) / 2, first, slices);
  }
}
