// SPDX-License-Identifier: Apache-2.0
// Kernels of the operators in org.sonomask.tensorrt.kernels. The program "compile" beside this file
// makes kernels.ptx of it.
#include <cuda_fp16.h>

namespace {

constexpr int kLevels = 3;
constexpr int kPoints = 4;
constexpr int kChoices = kLevels * kPoints;

__device__ __forceinline__ void accumulate(float (&sum)[8], const uint4& eight, float weight) {
  const __half2* pairs = reinterpret_cast<const __half2*>(&eight);
#pragma unroll
  for (int i = 0; i < 4; i++) {
    const float2 pair = __half22float2(pairs[i]);
    sum[2 * i] += weight * pair.x;
    sum[2 * i + 1] += weight * pair.y;
  }
}

// x times the normal distribution function, whose error function is formula 7.1.26 of Abramowitz and
// Stegun (error below 1.5e-7).
__device__ __forceinline__ float gelu(float x) {
  const float z = fabsf(x) * 0.70710678f;
  const float t = __fdividef(1.0f, fmaf(0.3275911f, z, 1.0f));
  float series = fmaf(1.061405429f, t, -1.453152027f);
  series = fmaf(series, t, 1.421413741f);
  series = fmaf(series, t, -0.284496736f);
  series = fmaf(series, t, 0.254829592f);
  const float rest = 0.5f * series * t * __expf(-z * z);
  return x * (x < 0 ? rest : 1.0f - rest);
}

template <typename Packed, int kFeatures>
__device__ __forceinline__ void unpack(float (&features)[kFeatures], const Packed& packed) {
  const __half2* pairs = reinterpret_cast<const __half2*>(&packed);
#pragma unroll
  for (int i = 0; i < kFeatures / 2; i++) {
    const float2 pair = __half22float2(pairs[i]);
    features[2 * i] = pair.x;
    features[2 * i + 1] = pair.y;
  }
}

template <typename Packed, int kFeatures>
__device__ __forceinline__ Packed pack(const float (&features)[kFeatures]) {
  Packed packed;
  __half2* pairs = reinterpret_cast<__half2*>(&packed);
#pragma unroll
  for (int i = 0; i < kFeatures / 2; i++) {
    pairs[i] = __floats2half2_rn(features[2 * i], features[2 * i + 1]);
  }
  return packed;
}

// A thread makes seven neighbouring pixels of a row, as many features each as it takes in one go.
template <typename Packed>
__device__ __forceinline__ void strip_gelu(const Packed* __restrict__ map,
                                           const Packed* __restrict__ weights,
                                           const Packed* __restrict__ bias,
                                           Packed* __restrict__ result, int all, int height,
                                           int width, int lanes) {
  constexpr int kFeatures = sizeof(Packed) / sizeof(__half);
  constexpr int kStrip = 7;
  const int thread = blockIdx.x * blockDim.x + threadIdx.x;
  if (thread >= all) {
    return;
  }
  const int lane = thread % lanes;
  const int strips = width / kStrip;
  const int strip = thread / lanes % strips;
  const int row = thread / lanes / strips;  // of all windows
  const int y = row % height;
  const int first = strip * kStrip;
  float sum[kStrip][kFeatures];
  unpack(sum[0], __ldg(bias + lane));
#pragma unroll
  for (int i = 1; i < kStrip; i++) {
#pragma unroll
    for (int k = 0; k < kFeatures; k++) {
      sum[i][k] = sum[0][k];
    }
  }
#pragma unroll
  for (int line = 0; line < 3; line++) {
    if (y + line < 1 || y + line > height) {
      continue;
    }
    float weight[3][kFeatures];
#pragma unroll
    for (int i = 0; i < 3; i++) {
      unpack(weight[i], __ldg(weights + (3 * line + i) * lanes + lane));
    }
    const Packed* pixels = map + (static_cast<size_t>(row + line - 1) * width + first) * lanes + lane;
#pragma unroll
    for (int x = -1; x <= kStrip; x++) {
      if (first + x < 0 || first + x >= width) {
        continue;
      }
      float pixel[kFeatures];
      unpack(pixel, __ldg(pixels + x * lanes));
#pragma unroll
      for (int i = 0; i < 3; i++) {
        const int target = x + 1 - i;
        if (target >= 0 && target < kStrip) {
#pragma unroll
          for (int k = 0; k < kFeatures; k++) {
            sum[target][k] = fmaf(pixel[k], weight[i][k], sum[target][k]);
          }
        }
      }
    }
  }
  Packed* out = result + (static_cast<size_t>(row) * width + first) * lanes + lane;
#pragma unroll
  for (int i = 0; i < kStrip; i++) {
#pragma unroll
    for (int k = 0; k < kFeatures; k++) {
      sum[i][k] = gelu(sum[i][k]);
    }
    out[i * lanes] = pack<Packed, kFeatures>(sum[i]);
  }
}

}  // namespace

// A thread takes eight features of a token's head; neighbouring threads take neighbouring features.
extern "C" __global__ void __launch_bounds__(256) deformable_sampling(
    const uint4* __restrict__ values, const __half2* __restrict__ offsets,
    const __half2* __restrict__ logits, const int2* __restrict__ sizes, uint4* __restrict__ mixed,
    int all, int tokens, int lanes, int lanes_of_head, int heads) {
  const int thread = blockIdx.x * blockDim.x + threadIdx.x;
  const int token = thread / lanes;
  if (token >= all) {
    return;
  }
  const int lane = thread - token * lanes;
  const int asked = token * heads + lane / lanes_of_head;
  const int window = token / tokens;

  // The centre of the token's own cell, 0 to 1.
  int cell = token - window * tokens;
  int2 own = __ldg(sizes);
#pragma unroll
  for (int level = 1; level < kLevels; level++) {
    if (cell >= own.x * own.y) {
      cell -= own.x * own.y;
      own = __ldg(sizes + level);
    } else {
      break;
    }
  }
  const int row = cell / own.y;
  const float centre_y = (row + 0.5f) / own.x;
  const float centre_x = (cell - row * own.y + 0.5f) / own.y;

  const __half2* own_logits = logits + asked * (kChoices / 2);
  float greatest = -1e30f;
#pragma unroll
  for (int i = 0; i < kChoices / 2; i++) {
    const float2 pair = __half22float2(own_logits[i]);
    greatest = fmaxf(greatest, fmaxf(pair.x, pair.y));
  }

  float sum[8] = {0, 0, 0, 0, 0, 0, 0, 0};
  float mass = 0;
  const uint4* map = values + static_cast<size_t>(window) * tokens * lanes + lane;
  const __half2* own_offsets = offsets + asked * kChoices;
#pragma unroll 1
  for (int level = 0; level < kLevels; level++) {
    const int2 size = __ldg(sizes + level);
#pragma unroll
    for (int point = 0; point < kPoints; point++) {
      const __half2 two = own_logits[(level * kPoints + point) / 2];
      const float logit = point % 2 == 0 ? __low2float(two) : __high2float(two);
      const float weight = __expf(logit - greatest);
      mass += weight;
      const float2 offset = __half22float2(own_offsets[level * kPoints + point]);
      const float x = centre_x * size.y + offset.x - 0.5f;
      const float y = centre_y * size.x + offset.y - 0.5f;
      const float left = floorf(x);
      const float top = floorf(y);
      const int column = static_cast<int>(left);
      const int line = static_cast<int>(top);
      const float right_share = x - left;
      const float bottom_share = y - top;
#pragma unroll
      for (int corner = 0; corner < 4; corner++) {
        const int at_x = column + (corner & 1);
        const int at_y = line + (corner >> 1);
        if (static_cast<unsigned>(at_x) < static_cast<unsigned>(size.y) &&
            static_cast<unsigned>(at_y) < static_cast<unsigned>(size.x)) {
          const float share = ((corner & 1) ? right_share : 1 - right_share) *
                              ((corner >> 1) ? bottom_share : 1 - bottom_share);
          accumulate(sum, __ldg(map + (at_y * size.y + at_x) * lanes), weight * share);
        }
      }
    }
    map += size.x * size.y * lanes;
  }

  const float scale = 1 / mass;
  uint4 result;
  __half2* pairs = reinterpret_cast<__half2*>(&result);
#pragma unroll
  for (int i = 0; i < 4; i++) {
    pairs[i] = __floats2half2_rn(sum[2 * i] * scale, sum[2 * i + 1] * scale);
  }
  mixed[thread] = result;
}

extern "C" __global__ void __launch_bounds__(128) depthwise_gelu(
    const uint4* __restrict__ map, const uint4* __restrict__ weights,
    const uint4* __restrict__ bias, uint4* __restrict__ result, int all, int height, int width,
    int lanes) {
  strip_gelu(map, weights, bias, result, all, height, width, lanes);
}

// The same with fewer features a thread, and so more threads at a time.
extern "C" __global__ void __launch_bounds__(128) depthwise_gelu_fine(
    const uint2* __restrict__ map, const uint2* __restrict__ weights,
    const uint2* __restrict__ bias, uint2* __restrict__ result, int all, int height, int width,
    int lanes) {
  strip_gelu(map, weights, bias, result, all, height, width, lanes);
}

// A warp takes a row.
extern "C" __global__ void __launch_bounds__(256) add_layer_norm(
    const __half2* __restrict__ first, const __half2* __restrict__ second,
    const __half2* __restrict__ weights, const __half2* __restrict__ bias,
    const float* __restrict__ epsilon, __half2* __restrict__ sums, __half2* __restrict__ normalised,
    int rows, int pairs) {
  constexpr int kMost = 8;
  const int row = (blockIdx.x * blockDim.x + threadIdx.x) / 32;
  if (row >= rows) {
    return;
  }
  const int lane = threadIdx.x % 32;
  const size_t start = static_cast<size_t>(row) * pairs;
  float2 values[kMost];
  float total = 0;
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    const int at = i * 32 + lane;
    if (at < pairs) {
      const float2 a = __half22float2(first[start + at]);
      const float2 b = __half22float2(second[start + at]);
      values[i] = make_float2(a.x + b.x, a.y + b.y);
      sums[start + at] = __floats2half2_rn(values[i].x, values[i].y);
      total += values[i].x + values[i].y;
    }
  }
#pragma unroll
  for (int other = 16; other > 0; other /= 2) {
    total += __shfl_xor_sync(0xffffffff, total, other);
  }
  const float mean = total / (2 * pairs);
  float squares = 0;
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (i * 32 + lane < pairs) {
      const float x = values[i].x - mean;
      const float y = values[i].y - mean;
      squares += x * x + y * y;
    }
  }
#pragma unroll
  for (int other = 16; other > 0; other /= 2) {
    squares += __shfl_xor_sync(0xffffffff, squares, other);
  }
  const float scale = rsqrtf(squares / (2 * pairs) + __ldg(epsilon));
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    const int at = i * 32 + lane;
    if (at < pairs) {
      const float2 weight = __half22float2(__ldg(weights + at));
      const float2 offset = __half22float2(__ldg(bias + at));
      normalised[start + at] =
          __floats2half2_rn((values[i].x - mean) * scale * weight.x + offset.x,
                            (values[i].y - mean) * scale * weight.y + offset.y);
    }
  }
}

// The same with four features a lane in one go, and two rows a warp where they are short: a group of
// lanes, 16 or 32, takes a row.
extern "C" __global__ void __launch_bounds__(256) add_layer_norm_fine(
    const uint2* __restrict__ first, const uint2* __restrict__ second,
    const uint2* __restrict__ weights, const uint2* __restrict__ bias,
    const float* __restrict__ epsilon, uint2* __restrict__ sums, uint2* __restrict__ normalised,
    int rows, int quads, int group) {
  constexpr int kMost = 4;
  const int row = (blockIdx.x * blockDim.x + threadIdx.x) / group;
  const int lane = threadIdx.x % group;
  const bool there = row < rows;
  const size_t start = there ? static_cast<size_t>(row) * quads : 0;
  float values[kMost][4];
  float total = 0;
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    const int at = i * group + lane;
    if (there && at < quads) {
      float other[4];
      unpack(values[i], first[start + at]);
      unpack(other, second[start + at]);
#pragma unroll
      for (int k = 0; k < 4; k++) {
        values[i][k] += other[k];
        total += values[i][k];
      }
      sums[start + at] = pack<uint2, 4>(values[i]);
    }
  }
  for (int other = group / 2; other > 0; other /= 2) {
    total += __shfl_xor_sync(0xffffffff, total, other);
  }
  const float mean = total / (4 * quads);
  float squares = 0;
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (there && i * group + lane < quads) {
#pragma unroll
      for (int k = 0; k < 4; k++) {
        const float x = values[i][k] - mean;
        squares += x * x;
      }
    }
  }
  for (int other = group / 2; other > 0; other /= 2) {
    squares += __shfl_xor_sync(0xffffffff, squares, other);
  }
  const float scale = rsqrtf(squares / (4 * quads) + __ldg(epsilon));
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    const int at = i * group + lane;
    if (there && at < quads) {
      float weight[4];
      float offset[4];
      unpack(weight, __ldg(weights + at));
      unpack(offset, __ldg(bias + at));
#pragma unroll
      for (int k = 0; k < 4; k++) {
        values[i][k] = (values[i][k] - mean) * scale * weight[k] + offset[k];
      }
      normalised[start + at] = pack<uint2, 4>(values[i]);
    }
  }
}

// A thread makes four pixels of a column, which lie on one row of cells; a block a strip of the
// picture, blockIdx.y its window.
extern "C" __global__ void enlarged_sum(const __half* __restrict__ logits,
                                        const float* __restrict__ weights,
                                        const float* __restrict__ row_places,
                                        const float* __restrict__ column_places,
                                        float* __restrict__ result, int maps, int height,
                                        int width, int rows, int columns) {
  const int column = threadIdx.x;
  const int cell = blockIdx.x;
  const float place = __ldg(column_places + column);
  const int left = static_cast<int>(place);
  const int right = min(left + 1, width - 1);
  const float share = place - left;
  const int above = max(cell - 1, 0) * width;
  const int own = cell * width;
  const int below = min(cell + 1, height - 1) * width;
  float distance[4];
#pragma unroll
  for (int i = 0; i < 4; i++) {
    distance[i] = __ldg(row_places + 4 * cell + i) - cell;
  }
  const size_t size = static_cast<size_t>(height) * width;
  const __half* map = logits + blockIdx.y * maps * size;
  const float* weight = weights + blockIdx.y * maps;
  float sum[4] = {0, 0, 0, 0};
#pragma unroll 4
  for (int m = 0; m < maps; m++, map += size) {
    const float a = __half2float(map[above + left]);
    const float b = __half2float(map[own + left]);
    const float c = __half2float(map[below + left]);
    const float top = a + share * (__half2float(map[above + right]) - a);
    const float middle = b + share * (__half2float(map[own + right]) - b);
    const float bottom = c + share * (__half2float(map[below + right]) - c);
    const float own_weight = __ldg(weight + m);
#pragma unroll
    for (int i = 0; i < 4; i++) {
      const float other = distance[i] < 0 ? top : bottom;
      const float logit = middle + fabsf(distance[i]) * (other - middle);
      sum[i] += __fdividef(own_weight, 1 + __expf(-logit));
    }
  }
#pragma unroll
  for (int i = 0; i < 4; i++) {
    result[(static_cast<size_t>(blockIdx.y) * rows + 4 * cell + i) * columns + column] = sum[i];
  }
}
