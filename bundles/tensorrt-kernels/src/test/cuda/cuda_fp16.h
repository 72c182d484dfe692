// SPDX-License-Identifier: Apache-2.0
// What the kernels use of CUDA, on a processor: a block's threads are threads, which wait for one
// another.
#pragma once
#include <algorithm>
#include <barrier>
#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>

using std::max;
using std::min;

#define __global__
#define __device__
#define __forceinline__ inline
#define __launch_bounds__(...)
#define __cluster_dims__(...)
#define __restrict__
#define __expf exponential
#define __shared__ static
#define __align__(bytes) __attribute__((aligned(bytes)))

using __half = _Float16;
struct __half2 { __half x, y; };
struct float2 { float x, y; };
struct int2 { int x, y; };
struct uint2 { unsigned x, y; };
struct uint4 { unsigned x, y, z, w; };
struct Index { int x, y, z; };

namespace {

thread_local Index threadIdx, blockIdx;
Index blockDim, gridDim;

float2 make_float2(float x, float y) { return {x, y}; }
uint2 make_uint2(unsigned x, unsigned y) { return {x, y}; }
uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) { return {x, y, z, w}; }
float2 __half22float2(__half2 pair) {
  return {static_cast<float>(pair.x), static_cast<float>(pair.y)};
}
__half2 __floats2half2_rn(float x, float y) {
  return {static_cast<__half>(x), static_cast<__half>(y)};
}
// A GPU rounds once, after the sum: in double precision product and sum are as good as exact.
__half2 __hfma2(__half2 a, __half2 b, __half2 c) {
  return {static_cast<__half>(static_cast<double>(a.x) * b.x + c.x),
          static_cast<__half>(static_cast<double>(a.y) * b.y + c.y)};
}
__half2 __hadd2(__half2 a, __half2 b) { return __floats2half2_rn(a.x + b.x, a.y + b.y); }
__half2 __hmul2(__half2 a, __half2 b) {
  return {static_cast<__half>(a.x * b.x), static_cast<__half>(a.y * b.y)};
}
float __half2float(__half x) { return x; }
float __low2float(__half2 pair) { return pair.x; }
float __high2float(__half2 pair) { return pair.y; }
float rsqrtf(float x) { return 1 / sqrtf(x); }
float __fdividef(float a, float b) { return a / b; }
float exponential(float x) { return expf(x); }
template <typename T>
T __ldg(const T* address) { return *address; }

constexpr int kWarp = 32;

// What the lanes of a warp wait at, and hand one another.
struct Warp {
  std::barrier<> meeting{kWarp};
  float shuffled[kWarp];
  unsigned factors[kWarp][6];
  const __half* rows[kWarp];
};

// What the threads of a block wait at, and its warps.
struct Block {
  std::barrier<> meeting;
  std::vector<std::unique_ptr<Warp>> warps;

  explicit Block(int threads) : meeting(threads) {
    for (int i = 0; i < threads; i += kWarp) {
      warps.push_back(std::make_unique<Warp>());
    }
  }
};

// The blocks of a cluster, which run at once; most clusters are one block.
std::vector<std::unique_ptr<Block>> cluster;
// That of this thread's block among them.
thread_local int own_rank;

Warp& own_warp() { return *cluster[own_rank]->warps[threadIdx.x / kWarp]; }
int own_lane() { return threadIdx.x % kWarp; }

void __syncthreads() { cluster[own_rank]->meeting.arrive_and_wait(); }
void __syncwarp() { own_warp().meeting.arrive_and_wait(); }

float __shfl_xor_sync(unsigned, float value, int mask) {
  Warp& warp = own_warp();
  warp.shuffled[own_lane()] = value;
  warp.meeting.arrive_and_wait();
  const float other = warp.shuffled[own_lane() ^ mask];
  warp.meeting.arrive_and_wait();
  return other;
}

}  // namespace
