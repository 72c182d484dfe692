// SPDX-License-Identifier: Apache-2.0
// Layer normalisation of rows of 320 features that a block has in shared memory, in few
// instructions: two halves at once where precision allows.
#pragma once
#include <numbers.cuh>

namespace {

// Eight lanes share a row, so that they read and write 128 neighbouring bytes of it at once: each
// has the eight with its number and every eighth one after that. Rows in shared memory are 16 bytes
// longer than they need to be, so that what is stored by columns reaches different banks.
struct NormalisedRow {
  static constexpr int kFeatures = 320;
  static constexpr int kStride = kFeatures + 8;
  static constexpr int kLanes = 8;
  static constexpr int kOwnEights = kFeatures / 8 / kLanes;
  static constexpr int kRowsOfWarp = 32 / kLanes;
};

__device__ __forceinline__ float over_row(float share) {
#pragma unroll
  for (int other = NormalisedRow::kLanes / 2; other > 0; other /= 2) {
    share += __shfl_xor_sync(0xffffffff, share, other);
  }
  return share;
}

// Makes the mean of a row 0, from this lane's share of its values and their sum; returns the factor
// that makes its deviation 1.
__device__ __forceinline__ float centre(float (&values)[NormalisedRow::kOwnEights][8], float total,
                                        float epsilon) {
  constexpr float kShare = 1.0f / NormalisedRow::kFeatures;
  const float mean = over_row(total) * kShare;
  float distances = 0;
#pragma unroll
  for (int i = 0; i < NormalisedRow::kOwnEights; i++) {
#pragma unroll
    for (int k = 0; k < 8; k++) {
      values[i][k] -= mean;
      distances = fmaf(values[i][k], values[i][k], distances);
    }
  }
  return rsqrtf(over_row(distances) * kShare + epsilon);
}

__device__ __forceinline__ uint4 sum_of(const uint4& first, const uint4& second) {
  uint4 sum;
#pragma unroll
  for (int i = 0; i < 4; i++) {
    reinterpret_cast<__half2*>(&sum)[i] = __hadd2(reinterpret_cast<const __half2*>(&first)[i],
                                                  reinterpret_cast<const __half2*>(&second)[i]);
  }
  return sum;
}

__device__ __forceinline__ uint4 scaled(const float (&values)[8], float scale, const uint4& weight,
                                        const uint4& bias) {
  uint4 result;
#pragma unroll
  for (int i = 0; i < 4; i++) {
    reinterpret_cast<__half2*>(&result)[i] =
        __hfma2(__floats2half2_rn(values[2 * i] * scale, values[2 * i + 1] * scale),
                reinterpret_cast<const __half2*>(&weight)[i],
                reinterpret_cast<const __half2*>(&bias)[i]);
  }
  return result;
}

// Adds residual(row, eight) to rows of products and normalises the sums, rounded to halves as they
// are stored. The rows lie below one another and are shared out among so many warps; this is the
// one with that number. put_sum and put_normal are called with row, eight and what belongs there,
// for the last row perhaps by several lanes.
template <typename Residual, typename PutSum, typename PutNormal>
__device__ __forceinline__ void normalise_sums(const __half* products, int rows, int warp,
                                               int warps, const __half* weights,
                                               const __half* bias, float epsilon,
                                               const Residual& residual, const PutSum& put_sum,
                                               const PutNormal& put_normal) {
  constexpr int kOwnEights = NormalisedRow::kOwnEights;
  constexpr int kLanes = NormalisedRow::kLanes;
  const int lane = threadIdx.x % 32;
  const auto eight_of = [&](const __half* of, int i) {
    return reinterpret_cast<const uint4*>(of)[lane % kLanes + i * kLanes];
  };
#pragma unroll 1
  for (int next = warp * NormalisedRow::kRowsOfWarp; next < rows;
       next += warps * NormalisedRow::kRowsOfWarp) {
    // The compiler reads weights and bias anew for each row: kept, they would fill registers.
    __syncwarp();
    const int row = min(next + lane / kLanes, rows - 1);
    float values[kOwnEights][8];
    float total = 0;
#pragma unroll
    for (int i = 0; i < kOwnEights; i++) {
      const int eight = lane % kLanes + i * kLanes;
      const uint4 sum =
          sum_of(eight_of(products + row * NormalisedRow::kStride, i), residual(row, eight));
      put_sum(row, eight, sum);
      unpack(values[i], sum);
#pragma unroll
      for (int k = 0; k < 8; k++) {
        total += values[i][k];
      }
    }
    const float scale = centre(values, total, epsilon);
#pragma unroll
    for (int i = 0; i < kOwnEights; i++) {
      put_normal(row, lane % kLanes + i * kLanes,
                 scaled(values[i], scale, eight_of(weights, i), eight_of(bias, i)));
    }
  }
}

}  // namespace
