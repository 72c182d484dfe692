// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <hopper_hidden_features.cuh>

// The product of larger maps' tokens, their depth-wise convolution and its GELU. A block takes a
// band of seven lines of a map (blockIdx.y), with the line on either side of it, and a share of the
// hidden features (blockIdx.x), slice by slice: two warpgroups multiply, each every other 64
// tokens, while fourteen further warps convolve the slice before.

namespace {

// What a block shares for maps of so many lines and columns, with so many features and four times
// as many hidden ones.
template <int width, int depth>
struct HopperBandDepthwise {
  static constexpr int kWidth = width;
  static constexpr int kDepth = depth;
  static constexpr int kHidden = 4 * depth;
  static constexpr int kPanels = depth / kPanelColumns;
  static constexpr int kBand = 7;
  static constexpr int kBands = width / kBand;
  static constexpr int kReadTokens = (kBand + 2) * width;
  // Tokens that a warpgroup multiplies at once.
  static constexpr int kTokens = 64;
  static constexpr int kChunks = (kReadTokens + kTokens - 1) / kTokens;
  static constexpr int kRows = kChunks * kTokens;
  static constexpr int kGroups = 2;
  static constexpr int kMultiplying = kGroups * 128;
  // A warp convolves a strip of columns.
  static constexpr int kStrips = 14;
  static constexpr int kStrip = width / kStrips;
  static constexpr int kConvolving = kStrips * 32;
  static constexpr int kThreads = kMultiplying + kConvolving;
  static constexpr int kBuffers = 2;
  // Named barriers: of the threads that multiply, when factors have been copied; and for each
  // buffer, of all threads, when it has been written and when it has been read.
  static constexpr int kCopied = 1;
  static constexpr int kWritten = 2;
  static constexpr int kRead = kWritten + kBuffers;
  static_assert(kStrips * kStrip == width && kBands * kBand == width, "they divide the map");

  __half tokens[kPanels][kRows * kPanelColumns];
  __half factors[kBuffers][kPanels][kPanelColumns * kHiddenSlice];
  __half hidden[kBuffers][kRows][kHiddenStride];
};

static_assert(sizeof(HopperBandDepthwise<56, 64>) == 229376 &&
                  sizeof(HopperBandDepthwise<28, 128>) == 172032,
              "the operator says so");

// A multiplying thread copies the same eight of every 32nd row.
struct OwnEight {
  static constexpr int kRowsAtOnce = 32;

  int row;
  int eight;

  __device__ __forceinline__ int place() const { return in_panel(row, eight); }
};

__device__ __forceinline__ OwnEight own_eight() {
  return {static_cast<int>(threadIdx.x) / (kPanelColumns / 8),
          static_cast<int>(threadIdx.x) % (kPanelColumns / 8)};
}

// Asks for the band's tokens, of which the first is the map's with that number. Places of tokens
// above or below the map are left as they are: what they become is not read.
template <typename Shared>
__device__ __forceinline__ void copy_band(Shared& memory, const __half* map, int first) {
  const OwnEight own = own_eight();
#pragma unroll
  for (int i = 0; i < Shared::kRows; i += OwnEight::kRowsAtOnce) {
    const int token = first + i + own.row;
    if (token >= 0 && token < Shared::kWidth * Shared::kWidth) {
#pragma unroll
      for (int number = 0; number < Shared::kPanels; number++) {
        copy(memory.tokens[number] + own.place() + i * kPanelColumns,
             map + token * Shared::kDepth + number * kPanelColumns + 8 * own.eight, true);
      }
    }
  }
}

// Asks for the factors of a slice.
template <typename Shared>
__device__ __forceinline__ void copy_factors(Shared& memory, const __half* from, int slice) {
  const OwnEight own = own_eight();
  from += own.row * Shared::kHidden + 8 * own.eight;
#pragma unroll
  for (int number = 0; number < Shared::kPanels; number++) {
#pragma unroll
    for (int i = 0; i < kPanelColumns; i += OwnEight::kRowsAtOnce) {
      copy(memory.factors[slice % Shared::kBuffers][number] + own.place() + i * kPanelColumns,
           from + (number * kPanelColumns + i) * Shared::kHidden, true);
    }
  }
}

// A warpgroup multiplies 64 tokens by a slice of the factors; the sums are transposed.
template <typename Shared>
__device__ __forceinline__ void multiply_chunk(float (&sums)[Shared::kTokens / 2], Shared& memory,
                                               int slice, int first) {
  products_begin();
#pragma unroll
  for (int number = 0; number < Shared::kPanels; number++) {
    const auto factors = panel(memory.factors[slice % Shared::kBuffers][number]);
    const auto tokens = panel(memory.tokens[number] + first * kPanelColumns);
#pragma unroll
    for (int k = 0; k < kPanelColumns; k += 16) {
      multiply_add<true>(sums, beyond(factors, k * kPanelColumns), beyond(tokens, k),
                         number + k > 0);
    }
  }
  products_asked();
  products_made();
}

// Two warpgroups multiply the map's tokens, from the first on, by all slices.
template <typename Shared>
__device__ __forceinline__ void multiply_bands(Shared& memory, const __half* map, int first,
                                               const DepthwiseFactors& factors, int slices) {
  const int group = threadIdx.x / 128;
  const int feature = threadIdx.x % 128 / 32 * 16 + threadIdx.x % 32 / 4;
  copy_band(memory, map, first);
  copy_factors(memory, factors.product, 0);
  copies_asked();
#pragma unroll 1
  for (int slice = 0; slice < slices; slice++) {
    // What has been copied is multiplied without written_for_products.
    copies_made<0>();
    meet(Shared::kCopied, Shared::kMultiplying);
    if (slice + 1 < slices) {
      copy_factors(memory, factors.product + (slice + 1) * kHiddenSlice, slice + 1);
    }
    copies_asked();
    const __half* shift = factors.shift + slice * kHiddenSlice + feature;
    const float upper = __half2float(__ldg(shift));
    const float lower = __half2float(__ldg(shift + 8));
    const int buffer = slice % Shared::kBuffers;
#pragma unroll 1
    for (int chunk = group; chunk < Shared::kChunks; chunk += Shared::kGroups) {
      float sums[Shared::kTokens / 2];
      multiply_chunk(sums, memory, slice, chunk * Shared::kTokens);
      unsigned squares[Shared::kTokens / 8][2];
      pack_hidden(squares, sums, upper, lower);
      if (slice >= Shared::kBuffers && chunk == group) {
        meet(Shared::kRead + buffer, Shared::kThreads);
      }
      store_hidden(memory.hidden[buffer] + chunk * Shared::kTokens, squares);
    }
    arrive(Shared::kWritten + buffer, Shared::kThreads);
  }
}

// A warp convolves its strip of a slice; around the map there are zeros.
template <typename Shared>
__device__ __forceinline__ void convolve_strip(const Shared& memory, int buffer, int band,
                                               const Convolution& own, __half2* result) {
  const int strip = (threadIdx.x - Shared::kMultiplying) / 32;
  const int lane = threadIdx.x % 32;
  const bool top = band == 0;
  const bool bottom = band == Shared::kBands - 1;
  const bool left = strip == 0;
  const bool right = strip == Shared::kStrips - 1;
  const int column = strip * Shared::kStrip;
  const __half2 nothing = __floats2half2_rn(0, 0);
  const __half2* from = reinterpret_cast<const __half2*>(memory.hidden[buffer][column]) + lane;
  __half2* to = result + column * (Shared::kHidden / 2) + lane;
  convolve<Shared::kBand, Shared::kStrip>(
      own,
      [&](int y, int x) {
        const bool outside = (y == 0 && top) || (y == Shared::kBand + 1 && bottom) ||
                             (x == 0 && left) || (x == Shared::kStrip + 1 && right);
        return outside ? nothing : from[(y * Shared::kWidth + x - 1) * (kHiddenStride / 2)];
      },
      [&](int y, int x, const __half2& features) {
        to[(y * Shared::kWidth + x) * (Shared::kHidden / 2)] = features;
      });
}

// The other threads convolve all slices of a band; result begins at the band's first token and the
// block's first feature.
template <typename Shared>
__device__ __forceinline__ void convolve_bands(const Shared& memory, int band,
                                               const DepthwiseFactors& factors, __half2* result,
                                               int slices) {
  const int features = 2 * (threadIdx.x % 32);
  Convolution own = convolution_of(factors, features);
#pragma unroll 1
  for (int slice = 0; slice < slices; slice++) {
    const int next = min(slice + 1, slices - 1);
    const Convolution further = convolution_of(factors, next * kHiddenSlice + features);
    const int buffer = slice % Shared::kBuffers;
    meet(Shared::kWritten + buffer, Shared::kThreads);
    convolve_strip(memory, buffer, band, own, result + slice * (kHiddenSlice / 2));
    if (slice + Shared::kBuffers < slices) {
      arrive(Shared::kRead + buffer, Shared::kThreads);
    }
    own = further;
  }
}

template <typename Shared>
__device__ __forceinline__ void band_depthwise(const __half* features,
                                               const DepthwiseFactors& all, __half2* result,
                                               int slices, int windows_of_part) {
  Shared& memory = shared_memory<Shared>();
  const int window = blockIdx.y / Shared::kBands;
  const int band = blockIdx.y % Shared::kBands;
  const int first = blockIdx.x * slices * kHiddenSlice;
  const int top = band * Shared::kBand * Shared::kWidth;
  const size_t map = static_cast<size_t>(window) * Shared::kWidth * Shared::kWidth;
  const int rows = windows_of_part * Shared::kBands;
  DepthwiseFactors factors = of_part(all, Shared::kDepth, window / windows_of_part);
  prefetch_all(factors, Shared::kDepth, blockIdx.y % rows * gridDim.x + blockIdx.x,
               rows * gridDim.x);
  factors = from_feature(factors, first);
  if (threadIdx.x < Shared::kMultiplying) {
    multiply_bands(memory, features + map * Shared::kDepth, top - Shared::kWidth, factors, slices);
  } else {
    convolve_bands(memory, band, factors, result + ((map + top) * Shared::kHidden + first) / 2,
                   slices);
  }
}

}  // namespace

#define HOPPER_BAND_DEPTHWISE_GELU(width, depth)                                                   \
  extern "C" __global__ void __launch_bounds__(HopperBandDepthwise<width, depth>::kThreads, 1)     \
      hopper_band_depthwise_gelu_##depth(                                                          \
          const __half* __restrict__ features, const __half* __restrict__ product,                 \
          const __half* __restrict__ shift, const __half* __restrict__ weights,                    \
          const __half* __restrict__ bias, __half2* __restrict__ result, int slices,               \
          int windows_of_part) {                                                                   \
    using Shared = HopperBandDepthwise<width, depth>;                                              \
    band_depthwise<Shared>(features, {product, shift, weights, bias, Shared::kHidden}, result,     \
                           slices, windows_of_part);                                               \
  }

HOPPER_BAND_DEPTHWISE_GELU(56, 64)
HOPPER_BAND_DEPTHWISE_GELU(28, 128)
