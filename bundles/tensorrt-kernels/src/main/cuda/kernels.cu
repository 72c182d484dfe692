// SPDX-License-Identifier: Apache-2.0
// Kernels of the operators in org.sonomask.tensorrt.kernels. The program "compile" beside this file
// makes kernels.ptx of it.
#include <cuda_fp16.h>
#include <instructions.cuh>

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
  return x * inverse(1.0f + power_of_two(power));
}

__device__ __forceinline__ void unpack(float (&features)[8], const uint4& packed) {
  const __half2* pairs = reinterpret_cast<const __half2*>(&packed);
#pragma unroll
  for (int i = 0; i < 4; i++) {
    const float2 pair = __half22float2(pairs[i]);
    features[2 * i] = pair.x;
    features[2 * i + 1] = pair.y;
  }
}

__device__ __forceinline__ uint4 pack(const float (&features)[8]) {
  uint4 packed;
  __half2* pairs = reinterpret_cast<__half2*>(&packed);
#pragma unroll
  for (int i = 0; i < 4; i++) {
    pairs[i] = __floats2half2_rn(features[2 * i], features[2 * i + 1]);
  }
  return packed;
}

__device__ __forceinline__ void accumulate(float2& sum, const float2& pair, const float2& weight) {
  sum.x = fmaf(pair.x, weight.x, sum.x);
  sum.y = fmaf(pair.y, weight.y, sum.y);
}

__device__ __forceinline__ float2 times(const float2& pair, float factor) {
  return make_float2(pair.x * factor, pair.y * factor);
}

__device__ __forceinline__ float2 plus(const __half2& pair, const float2& other) {
  const float2 wide = __half22float2(pair);
  return make_float2(wide.x + other.x, wide.y + other.y);
}

__device__ __forceinline__ unsigned pair(float x, float y) {
  const __half2 both = __floats2half2_rn(x, y);
  return *reinterpret_cast<const unsigned*>(&both);
}

// Where a token is put when squares follow one another; of maps with height, width and edge of squares.
__device__ __forceinline__ int place_in_squares(int row, const int* map) {
  const int width = __ldg(map + 1);
  const int edge = __ldg(map + 2);
  const int tokens = __ldg(map) * width;
  const int token = row % tokens;
  const int y = token / width;
  const int x = token % width;
  const int square = y / edge * (width / edge) + x / edge;
  return row - token + (square * edge + y % edge) * edge + x % edge;
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

// A thread sweeps two features of seven neighbouring columns down a band of rows, so that each pixel
// is read once for the three rows that it counts in; its neighbours' features follow on. Each part of
// the windows has its own shift, which the map is meant to have been added, weights and bias.
extern "C" __global__ void __launch_bounds__(128) depthwise_gelu(
    const __half2* __restrict__ map, const __half2* __restrict__ shifts,
    const __half2* __restrict__ weights, const __half2* __restrict__ biases,
    __half2* __restrict__ result, int all, int height, int width, int lanes, int band,
    int windows_of_part) {
  constexpr int kStrip = 7;
  const int thread = blockIdx.x * blockDim.x + threadIdx.x;
  if (thread >= all) {
    return;
  }
  const int lane = thread % lanes;
  const int strips = width / kStrip;
  const int first = thread / lanes % strips * kStrip;
  const int bands = (height + band - 1) / band;
  const int top = thread / lanes / strips % bands * band;
  const int end = min(top + band, height);
  const int window = thread / lanes / strips / bands;
  const int part = window / windows_of_part;
  const float2 bias = __half22float2(__ldg(biases + part * lanes + lane));
  const float2 shift = __half22float2(__ldg(shifts + part * lanes + lane));
  float2 weight[9];
#pragma unroll
  for (int i = 0; i < 9; i++) {
    weight[i] = __half22float2(__ldg(weights + (9 * part + i) * lanes + lane));
  }
  const bool starts = first == 0;
  const bool ends = first + kStrip == width;
  const __half2 none = __floats2half2_rn(0, 0);
  const size_t corner = (static_cast<size_t>(window) * height * width + first) * lanes + lane;
  const int line_size = width * lanes;

  // A row and a pixel on either side of it.
  __half2 next[kStrip + 2];
  const auto read = [&](int line) {
    const bool there = line >= 0 && line < height;
    const __half2* row = map + corner + static_cast<ptrdiff_t>(line) * line_size;
#pragma unroll
    for (int i = 0; i < kStrip + 2; i++) {
      const bool inside = there && !(i == 0 && starts) && !(i == kStrip + 1 && ends);
      next[i] = inside ? __ldg(row + (i - 1) * lanes) : none;
    }
  };
  read(top - 1);
  // Sums of the row above, which this row ends, and of this row.
  float2 above[kStrip] = {};
  float2 own[kStrip] = {};
#pragma unroll 1
  for (int line = top - 1; line <= end; line++) {
    __half2 row[kStrip + 2];
#pragma unroll
    for (int i = 0; i < kStrip + 2; i++) {
      row[i] = next[i];
    }
    if (line < end) {
      read(line + 1);
    }
    // What lies outside of the map is nothing, whatever the shift.
    const float2 added = times(shift, line >= 0 && line < height ? 1 : 0);
    float2 left = plus(row[0], times(added, starts ? 0 : 1));
    float2 middle = plus(row[1], added);
    __half2* out = result + corner + static_cast<ptrdiff_t>(line - 1) * line_size;
#pragma unroll
    for (int i = 0; i < kStrip; i++) {
      const float2 right =
          plus(row[i + 2], i == kStrip - 1 ? times(added, ends ? 0 : 1) : added);
      if (line > top) {
        float2 sum = above[i];
        accumulate(sum, left, weight[6]);
        accumulate(sum, middle, weight[7]);
        accumulate(sum, right, weight[8]);
        out[i * lanes] = __floats2half2_rn(gelu(sum.x), gelu(sum.y));
      }
      above[i] = own[i];
      accumulate(above[i], left, weight[3]);
      accumulate(above[i], middle, weight[4]);
      accumulate(above[i], right, weight[5]);
      own[i] = bias;
      accumulate(own[i], left, weight[0]);
      accumulate(own[i], middle, weight[1]);
      accumulate(own[i], right, weight[2]);
      left = middle;
      middle = right;
    }
  }
}

// A group of lanes, 8 or 16, takes a row; each part of the rows has its own shift, which is a third
// summand, weights and bias. With a map's height, width and edge of squares the rows are also put
// square after square.
extern "C" __global__ void __launch_bounds__(256) add_layer_norm(
    const uint4* __restrict__ first, const uint4* __restrict__ second,
    const uint4* __restrict__ shift, const uint4* __restrict__ weights,
    const uint4* __restrict__ bias, const float* __restrict__ epsilon, const int* __restrict__ map,
    uint4* __restrict__ sums, uint4* __restrict__ normalised, uint4* __restrict__ squares, int rows,
    int eights, int group, int rows_of_part) {
  constexpr int kMost = 4;
  const int row = (blockIdx.x * blockDim.x + threadIdx.x) / group;
  const int lane = threadIdx.x % group;
  const int mine = row < rows ? (eights - lane + group - 1) / group : 0;
  const size_t start = static_cast<size_t>(row) * eights + lane;
  const int part = row / rows_of_part * eights + lane;
  uint4 summands[kMost][3];
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (i < mine) {
      summands[i][0] = __ldg(first + start + i * group);
      summands[i][1] = __ldg(second + start + i * group);
      summands[i][2] = __ldg(shift + part + i * group);
    }
  }
  float values[kMost][8];
  float total = 0;
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (i < mine) {
      unpack(values[i], summands[i][0]);
      accumulate(values[i], summands[i][1], 1);
      accumulate(values[i], summands[i][2], 1);
      sums[start + i * group] = pack(values[i]);
#pragma unroll
      for (int k = 0; k < 8; k++) {
        total += values[i][k];
      }
    }
  }
  for (int other = group / 2; other > 0; other /= 2) {
    total += __shfl_xor_sync(0xffffffff, total, other);
  }
  const float mean = total / (8 * eights);
  float distances = 0;
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (i < mine) {
#pragma unroll
      for (int k = 0; k < 8; k++) {
        const float x = values[i][k] - mean;
        distances += x * x;
      }
    }
  }
  for (int other = group / 2; other > 0; other /= 2) {
    distances += __shfl_xor_sync(0xffffffff, distances, other);
  }
  const float scale = rsqrtf(distances / (8 * eights) + __ldg(epsilon));
  size_t square_start = 0;
  if (map != nullptr) {
    const int place = place_in_squares(row, map);
    square_start = static_cast<size_t>(place) * eights + lane;
  }
#pragma unroll
  for (int i = 0; i < kMost; i++) {
    if (i < mine) {
      float weight[8];
      float offset[8];
      unpack(weight, __ldg(weights + part + i * group));
      unpack(offset, __ldg(bias + part + i * group));
#pragma unroll
      for (int k = 0; k < 8; k++) {
        values[i][k] = (values[i][k] - mean) * scale * weight[k] + offset[k];
      }
      const uint4 packed = pack(values[i]);
      normalised[start + i * group] = packed;
      if (map != nullptr) {
        squares[square_start + i * group] = packed;
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

// Products with 320 columns, whose rows are summed with others and normalised where they are made. A
// block takes 96 rows of a part (blockIdx.y), a warp 32 of them and 80 columns; three steps of 16
// features lie in shared memory at a time.
extern "C" __global__ void __launch_bounds__(384) product_layer_norm(
    const __half* __restrict__ features, const __half* __restrict__ factors,
    const __half2* __restrict__ shift, const __half2* __restrict__ residual,
    const __half2* __restrict__ weights, const __half2* __restrict__ bias,
    const float* __restrict__ epsilon, const int* __restrict__ map, uint2* __restrict__ sums,
    uint2* __restrict__ normalised, uint2* __restrict__ squares, int rows_of_part, int depth) {
  constexpr int kColumns = 320;
  constexpr int kRows = 96;
  constexpr int kStep = 16;
  constexpr int kStages = 3;
  constexpr int kEights = kColumns / 8;
  constexpr int kAcross = 4;
  constexpr int kOwnColumns = kColumns / kAcross;
  constexpr int kTiles = kOwnColumns / 8;
  __shared__ __align__(16) __half left[kStages][kRows][kStep + 8];
  __shared__ __align__(16) __half right[kStages][kStep][kColumns + 8];
  __shared__ float shares[kRows][kAcross];
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x / 32;
  const int below = warp / kAcross * 32;
  const int beside = warp % kAcross * kOwnColumns;
  const int first = blockIdx.x * kRows;
  const int part = blockIdx.y;
  const __half* own = features + (static_cast<size_t>(part) * rows_of_part + first) * depth;
  factors += static_cast<size_t>(part) * depth * kColumns;

  const auto read = [&](int step) {
    for (int i = threadIdx.x; i < 2 * kRows + kStep * kEights; i += blockDim.x) {
      if (i < 2 * kRows) {
        const bool there = first + i / 2 < rows_of_part;
        const __half* from = own + static_cast<size_t>(i / 2) * depth + step * kStep + i % 2 * 8;
        copy(&left[step % kStages][i / 2][i % 2 * 8], there ? from : features, there);
      } else {
        const int row = (i - 2 * kRows) / kEights;
        const int column = (i - 2 * kRows) % kEights * 8;
        copy(&right[step % kStages][row][column], factors + (step * kStep + row) * kColumns + column,
             true);
      }
    }
  };
  const int steps = depth / kStep;
  read(0);
  copies_asked();
  if (steps > 1) {
    read(1);
  }
  copies_asked();
  float values[2][kTiles][4] = {};
#pragma unroll 1
  for (int step = 0; step < steps; step++) {
    copies_made();
    __syncthreads();
    if (step + 2 < steps) {
      read(step + 2);
    }
    copies_asked();
    unsigned a[2][4];
#pragma unroll
    for (int i = 0; i < 2; i++) {
      loaded(a[i], &left[step % kStages][below + 16 * i + lane % 16][lane / 16 * 8]);
    }
#pragma unroll
    for (int tile = 0; tile < kTiles; tile += 2) {
      unsigned b[4];
      transposed(b, &right[step % kStages][lane % 16][beside + 8 * (tile + lane / 16)]);
#pragma unroll
      for (int i = 0; i < 2; i++) {
        multiply_add(values[i][tile], a[i], b[0], b[1]);
        multiply_add(values[i][tile + 1], a[i], b[2], b[3]);
      }
    }
  }

  // A lane has of four rows, 8 apart, two neighbouring columns of each eight.
  const int row = below + lane / 4;
  const size_t start = (static_cast<size_t>(part) * rows_of_part + first) * (kColumns / 2);
  const int pairs = beside / 2 + lane % 4;
  float means[4] = {};
#pragma unroll
  for (int i = 0; i < 4; i++) {
    const bool there = first + row + 8 * i < rows_of_part;
    const __half2* others = residual + start + (row + 8 * i) * (kColumns / 2) + pairs;
#pragma unroll
    for (int tile = 0; tile < kTiles; tile++) {
      float(&two)[4] = values[i / 2][tile];
      const float2 added = __half22float2(__ldg(shift + part * (kColumns / 2) + pairs + 4 * tile));
      const float2 other = there ? __half22float2(__ldg(others + 4 * tile)) : make_float2(0, 0);
      two[i % 2 * 2] += added.x + other.x;
      two[i % 2 * 2 + 1] += added.y + other.y;
      means[i] += two[i % 2 * 2] + two[i % 2 * 2 + 1];
    }
  }
  // What the lanes of a row have, and the warps beside one another.
  const auto over_row = [&](float (&sum)[4]) {
    __syncthreads();
#pragma unroll
    for (int i = 0; i < 4; i++) {
      sum[i] += __shfl_xor_sync(0xffffffff, sum[i], 1);
      sum[i] += __shfl_xor_sync(0xffffffff, sum[i], 2);
      if (lane % 4 == 0) {
        shares[row + 8 * i][warp % kAcross] = sum[i];
      }
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < 4; i++) {
      const float* four = shares[row + 8 * i];
      sum[i] = (four[0] + four[1] + four[2] + four[3]) / kColumns;
    }
  };
  over_row(means);
  float variances[4] = {};
#pragma unroll
  for (int i = 0; i < 4; i++) {
#pragma unroll
    for (int tile = 0; tile < kTiles; tile++) {
      const float x = values[i / 2][tile][i % 2 * 2] - means[i];
      const float y = values[i / 2][tile][i % 2 * 2 + 1] - means[i];
      variances[i] += x * x + y * y;
    }
  }
  over_row(variances);

  // Two lanes hand each other a pair, so that each writes four neighbouring columns of one of two tiles.
  const bool odd = lane % 2 == 1;
  const auto write = [&](uint2* to, int tile, unsigned even_pair, unsigned odd_pair, bool there) {
    const unsigned kept = odd ? odd_pair : even_pair;
    const unsigned other = __shfl_xor_sync(0xffffffff, odd ? even_pair : odd_pair, 1);
    if (there) {
      to[(beside + 8 * (tile + odd)) / 4 + lane % 4 / 2] =
          odd ? make_uint2(other, kept) : make_uint2(kept, other);
    }
  };
#pragma unroll
  for (int i = 0; i < 4; i++) {
    const int at = part * rows_of_part + first + row + 8 * i;
    const bool there = first + row + 8 * i < rows_of_part;
    const float scale = rsqrtf(variances[i] + __ldg(epsilon));
    const size_t place = map == nullptr ? 0 : place_in_squares(at, map);
#pragma unroll
    for (int tile = 0; tile < kTiles; tile += 2) {
      unsigned sum[2];
      unsigned normal[2];
#pragma unroll
      for (int k = 0; k < 2; k++) {
        const int pair_at = part * (kColumns / 2) + pairs + 4 * (tile + k);
        const float2 weight = __half22float2(__ldg(weights + pair_at));
        const float2 offset = __half22float2(__ldg(bias + pair_at));
        const float x = values[i / 2][tile + k][i % 2 * 2];
        const float y = values[i / 2][tile + k][i % 2 * 2 + 1];
        sum[k] = pair(x, y);
        normal[k] = pair((x - means[i]) * scale * weight.x + offset.x,
                         (y - means[i]) * scale * weight.y + offset.y);
      }
      write(sums + static_cast<size_t>(at) * (kColumns / 4), tile, sum[0], sum[1], there);
      write(normalised + static_cast<size_t>(at) * (kColumns / 4), tile, normal[0], normal[1], there);
      if (map != nullptr) {
        write(squares + place * (kColumns / 4), tile, normal[0], normal[1], there);
      }
    }
  }
}
