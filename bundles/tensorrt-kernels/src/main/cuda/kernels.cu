// SPDX-License-Identifier: Apache-2.0
// Kernels of the operators in org.sonomask.tensorrt.kernels. The program "compile" beside this file
// makes kernels.ptx of it.
#include <cuda_fp16.h>
#include <mma.h>

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

// x times the normal distribution function, as x / (1 + exp(-p(x))) with an odd polynomial p of degree 5
// that fits it to 3e-5; beyond 6 it is 0 or x in half precision.
__device__ __forceinline__ float gelu(float x) {
  const float square = fminf(x * x, 36.0f);
  const float power = x * fmaf(square, fmaf(square, 0.00101843f, -0.10680934f), -2.30108458f);
  float grown;
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(grown) : "f"(power));
  float share;
  asm("rcp.approx.ftz.f32 %0, %1;" : "=f"(share) : "f"(1.0f + grown));
  return x * share;
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

}  // namespace

// A thread takes eight features of a token's head; neighbouring threads take neighbouring features.
extern "C" __global__ void __launch_bounds__(256) deformable_sampling(
    const uint4* __restrict__ values, const __half2* __restrict__ choices,
    const int2* __restrict__ sizes, uint4* __restrict__ mixed, int all, int tokens, int lanes,
    int lanes_of_head, int heads) {
  const int thread = blockIdx.x * blockDim.x + threadIdx.x;
  const int token = thread / lanes;
  if (token >= all) {
    return;
  }
  const int lane = thread - token * lanes;
  const int head = lane / lanes_of_head;
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

  // All heads' offsets, then all heads' logits.
  const __half2* own_choices = choices + token * heads * (kChoices + kChoices / 2);
  const __half2* own_offsets = own_choices + head * kChoices;
  const __half2* own_logits = own_choices + heads * kChoices + head * (kChoices / 2);
  float greatest = -1e30f;
#pragma unroll
  for (int i = 0; i < kChoices / 2; i++) {
    const float2 pair = __half22float2(own_logits[i]);
    greatest = fmaxf(greatest, fmaxf(pair.x, pair.y));
  }

  float sum[8] = {0, 0, 0, 0, 0, 0, 0, 0};
  float mass = 0;
  const uint4* map = values + static_cast<size_t>(window) * tokens * lanes + lane;
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

// A thread makes four features of seven neighbouring pixels of a row; each part of the rows, which are
// those of all windows, has its own weights.
extern "C" __global__ void __launch_bounds__(128) depthwise_gelu(
    const uint2* __restrict__ map, const uint2* __restrict__ weights,
    const uint2* __restrict__ bias, uint2* __restrict__ result, int all, int height, int width,
    int lanes, int rows_of_part) {
  constexpr int kFeatures = 4;
  constexpr int kStrip = 7;
  const int thread = blockIdx.x * blockDim.x + threadIdx.x;
  if (thread >= all) {
    return;
  }
  const int lane = thread % lanes;
  const int strips = width / kStrip;
  const int strip = thread / lanes % strips;
  const int row = thread / lanes / strips;
  const int part = row / rows_of_part;
  const int y = row % height;
  const int first = strip * kStrip;
  float sum[kStrip][kFeatures];
  unpack(sum[0], __ldg(bias + part * lanes + lane));
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
      unpack(weight[i], __ldg(weights + (9 * part + 3 * line + i) * lanes + lane));
    }
    const uint2* pixels = map + (static_cast<size_t>(row + line - 1) * width + first) * lanes + lane;
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
  uint2* out = result + (static_cast<size_t>(row) * width + first) * lanes + lane;
#pragma unroll
  for (int i = 0; i < kStrip; i++) {
#pragma unroll
    for (int k = 0; k < kFeatures; k++) {
      sum[i][k] = gelu(sum[i][k]);
    }
    out[i * lanes] = pack<uint2, kFeatures>(sum[i]);
  }
}

// A group of lanes, 16 or 32, takes a row; each part of the rows has its own weights. With a map's height,
// width and edge of squares the rows are also put square after square.
extern "C" __global__ void __launch_bounds__(256) add_layer_norm(
    const uint2* __restrict__ first, const uint2* __restrict__ second,
    const uint2* __restrict__ weights, const uint2* __restrict__ bias,
    const float* __restrict__ epsilon, const int* __restrict__ map, uint2* __restrict__ sums,
    uint2* __restrict__ normalised, uint2* __restrict__ squares, int rows, int quads, int group,
    int rows_of_part) {
  constexpr int kMost = 4;
  const int row = (blockIdx.x * blockDim.x + threadIdx.x) / group;
  const int lane = threadIdx.x % group;
  const bool there = row < rows;
  const size_t start = there ? static_cast<size_t>(row) * quads : 0;
  const int part = row / rows_of_part * quads;
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
  float distances = 0;
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (there && i * group + lane < quads) {
#pragma unroll
      for (int k = 0; k < 4; k++) {
        const float x = values[i][k] - mean;
        distances += x * x;
      }
    }
  }
  for (int other = group / 2; other > 0; other /= 2) {
    distances += __shfl_xor_sync(0xffffffff, distances, other);
  }
  const float scale = rsqrtf(distances / (4 * quads) + __ldg(epsilon));
  size_t square_start = 0;
  if (there && map != nullptr) {
    const int width = __ldg(map + 1);
    const int edge = __ldg(map + 2);
    const int tokens = __ldg(map) * width;
    const int token = row % tokens;
    const int y = token / width;
    const int x = token % width;
    const int square = y / edge * (width / edge) + x / edge;
    const int place = row - token + (square * edge + y % edge) * edge + x % edge;
    square_start = static_cast<size_t>(place) * quads;
  }
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    const int at = i * group + lane;
    if (there && at < quads) {
      float weight[4];
      float offset[4];
      unpack(weight, __ldg(weights + part + at));
      unpack(offset, __ldg(bias + part + at));
#pragma unroll
      for (int k = 0; k < 4; k++) {
        values[i][k] = (values[i][k] - mean) * scale * weight[k] + offset[k];
      }
      const uint2 packed = pack<uint2, 4>(values[i]);
      normalised[start + at] = packed;
      if (map != nullptr) {
        squares[square_start + at] = packed;
      }
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

// Attention to at most 64 keys by heads of 64 features. A block takes 64 queries of a head (blockIdx.y)
// and window (blockIdx.z), a warp 16 of them.
extern "C" __global__ void __launch_bounds__(128) attention(const __half* __restrict__ queries,
                                                            const __half* __restrict__ pairs,
                                                            __half* __restrict__ mixed, int asked,
                                                            int keys) {
  using namespace nvcuda;
  constexpr int kHead = 64;
  constexpr int kWarps = 4;
  constexpr int kRows = 16;
  constexpr int kStride = kHead + 8;
  constexpr int kSums = kHead + 4;
  constexpr int kVectors = kHead / 8;
  constexpr int kTiles = kHead / 16;
  __shared__ __align__(32) __half all_keys[kHead][kStride];
  __shared__ __align__(32) __half all_values[kHead][kStride];
  __shared__ __align__(32) __half left[kWarps][kRows][kStride];
  __shared__ __align__(32) float sums[kWarps][kRows][kSums];
  const int warp = threadIdx.x / 32;
  const int lane = threadIdx.x % 32;
  const int features = gridDim.y * kHead;
  const int first = (blockIdx.x * kWarps + warp) * kRows;
  const uint4 none = make_uint4(0, 0, 0, 0);

  const __half* window_pairs = pairs + static_cast<size_t>(blockIdx.z) * keys * 2 * features;
  for (int i = threadIdx.x; i < kHead * kVectors; i += blockDim.x) {
    const int key = i / kVectors;
    const int at = i % kVectors * 8;
    const __half* pair = window_pairs + static_cast<size_t>(key) * 2 * features + blockIdx.y * kHead + at;
    const bool there = key < keys;
    *reinterpret_cast<uint4*>(&all_keys[key][at]) =
        there ? __ldg(reinterpret_cast<const uint4*>(pair)) : none;
    *reinterpret_cast<uint4*>(&all_values[key][at]) =
        there ? __ldg(reinterpret_cast<const uint4*>(pair + features)) : none;
  }
  const size_t own = (static_cast<size_t>(blockIdx.z) * asked + first) * features + blockIdx.y * kHead;
  for (int i = lane; i < kRows * kVectors; i += 32) {
    const int row = i / kVectors;
    const int at = i % kVectors * 8;
    *reinterpret_cast<uint4*>(&left[warp][row][at]) =
        first + row < asked
            ? __ldg(reinterpret_cast<const uint4*>(queries + own + static_cast<size_t>(row) * features + at))
            : none;
  }
  __syncthreads();

  wmma::fragment<wmma::matrix_a, 16, 16, 16, __half, wmma::row_major> a[kTiles];
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> sum;
#pragma unroll
  for (int k = 0; k < kTiles; k++) {
    wmma::load_matrix_sync(a[k], &left[warp][0][16 * k], kStride);
  }
#pragma unroll
  for (int n = 0; n < kTiles; n++) {
    wmma::fill_fragment(sum, 0.0f);
#pragma unroll
    for (int k = 0; k < kTiles; k++) {
      wmma::fragment<wmma::matrix_b, 16, 16, 16, __half, wmma::col_major> b;
      wmma::load_matrix_sync(b, &all_keys[16 * n][16 * k], kStride);
      wmma::mma_sync(sum, a[k], b, sum);
    }
    wmma::store_matrix_sync(&sums[warp][0][16 * n], sum, kSums, wmma::mem_row_major);
  }
  __syncwarp();

  // Two lanes share a row: even and odd keys.
  const int row = lane / 2;
  float greatest = -1e30f;
  for (int key = lane % 2; key < keys; key += 2) {
    greatest = fmaxf(greatest, sums[warp][row][key]);
  }
  greatest = fmaxf(greatest, __shfl_xor_sync(0xffffffff, greatest, 1));
  constexpr float kScale = 0.125f;
  float mass = 0;
  for (int key = lane % 2; key < keys; key += 2) {
    const float weight = __expf(kScale * (sums[warp][row][key] - greatest));
    sums[warp][row][key] = weight;
    mass += weight;
  }
  mass += __shfl_xor_sync(0xffffffff, mass, 1);
  const float share = 1 / mass;
  for (int key = lane % 2; key < kHead; key += 2) {
    left[warp][row][key] = __float2half_rn(key < keys ? share * sums[warp][row][key] : 0.0f);
  }
  __syncwarp();

#pragma unroll
  for (int k = 0; k < kTiles; k++) {
    wmma::load_matrix_sync(a[k], &left[warp][0][16 * k], kStride);
  }
#pragma unroll
  for (int n = 0; n < kTiles; n++) {
    wmma::fill_fragment(sum, 0.0f);
#pragma unroll
    for (int k = 0; k < kTiles; k++) {
      wmma::fragment<wmma::matrix_b, 16, 16, 16, __half, wmma::row_major> b;
      wmma::load_matrix_sync(b, &all_values[16 * k][16 * n], kStride);
      wmma::mma_sync(sum, a[k], b, sum);
    }
    wmma::store_matrix_sync(&sums[warp][0][16 * n], sum, kSums, wmma::mem_row_major);
  }
  __syncwarp();
  for (int i = lane; i < kRows * kVectors; i += 32) {
    const int at = i % kVectors * 8;
    const float* eight = &sums[warp][i / kVectors][at];
    if (first + i / kVectors < asked) {
      uint4 packed;
      __half2* halves = reinterpret_cast<__half2*>(&packed);
#pragma unroll
      for (int k = 0; k < 4; k++) {
        halves[k] = __floats2half2_rn(eight[2 * k], eight[2 * k + 1]);
      }
      *reinterpret_cast<uint4*>(mixed + own + static_cast<size_t>(i / kVectors) * features + at) = packed;
    }
  }
}
