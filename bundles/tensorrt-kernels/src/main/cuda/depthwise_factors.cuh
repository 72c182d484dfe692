// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <numbers.cuh>

// Weights by which tokens become hidden features: a product's factors [features][hidden] and its
// shift, a depth-wise convolution's factors [places][hidden] and its bias.

namespace {

struct DepthwiseFactors {
  static constexpr int kPlaces = 9;

  const __half* product;
  const __half* shift;
  const __half* convolution;
  const __half* bias;
  int hidden;
};

// The factors of a part of the windows.
__device__ __forceinline__ DepthwiseFactors of_part(const DepthwiseFactors& all, int depth,
                                                    int part) {
  const int hidden = all.hidden;
  return {all.product + static_cast<size_t>(part) * depth * hidden, all.shift + part * hidden,
          all.convolution + part * DepthwiseFactors::kPlaces * hidden, all.bias + part * hidden,
          hidden};
}

// The factors from a hidden feature on.
__device__ __forceinline__ DepthwiseFactors from_feature(const DepthwiseFactors& all, int first) {
  return {all.product + first, all.shift + first, all.convolution + first, all.bias + first,
          all.hidden};
}

// So many blocks bring a part's factors into L2 together; this is the one with that number.
__device__ __forceinline__ void prefetch_all(const DepthwiseFactors& factors, int depth, int block,
                                             int blocks) {
  const int hidden = factors.hidden;
  prefetch_all(factors.product, depth * hidden, block, blocks);
  prefetch_all(factors.convolution, DepthwiseFactors::kPlaces * hidden, block, blocks);
  prefetch_all(factors.bias, hidden, block, blocks);
  prefetch_all(factors.shift, hidden, block, blocks);
}

}  // namespace
