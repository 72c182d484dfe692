// SPDX-License-Identifier: Apache-2.0
// What the instructions of the same file beside the kernels compute, on a processor.
#pragma once
#include <cuda_fp16.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>

namespace {

float power_of_two(float x) { return exp2f(x); }
float inverse(float x) { return 1 / x; }
float hyperbolic_tangent(float x) { return tanhf(x); }
__half2 hyperbolic_tangent(__half2 x) {
  return {static_cast<__half>(tanhf(x.x)), static_cast<__half>(tanhf(x.y))};
}

// The shared memory of a cluster's blocks, one after another, aligned as a GPU's is.
struct alignas(1024) Kilobyte { uint4 parts[64]; };
std::vector<Kilobyte> shared;
size_t shared_bytes() { return shared.size() / cluster.size() * sizeof(Kilobyte); }
template <typename Layout>
Layout& shared_memory() {
  return *reinterpret_cast<Layout*>(shared.data() + own_rank * (shared_bytes() / sizeof(Kilobyte)));
}

float half_of(unsigned pair, int which) {
  __half halves[2];
  memcpy(halves, &pair, sizeof halves);
  return halves[which];
}

// PTX's mma.m16n8k16: lane 4 r + c has of the first factor rows r and r + 8, of the second column
// r.
void multiply_add(float (&sum)[4], const unsigned (&a)[4], unsigned low, unsigned high) {
  Warp& warp = own_warp();
  unsigned* own = warp.factors[own_lane()];
  std::copy(a, a + 4, own);
  own[4] = low;
  own[5] = high;
  warp.meeting.arrive_and_wait();
  for (int i = 0; i < 4; i++) {
    const int row = own_lane() / 4 + i / 2 * 8;
    const int column = own_lane() % 4 * 2 + i % 2;
    for (int k = 0; k < 16; k++) {
      const unsigned first = warp.factors[row % 8 * 4 + k % 8 / 2][row / 8 + k / 8 * 2];
      const unsigned second = warp.factors[column * 4 + k % 8 / 2][4 + k / 8];
      sum[i] += half_of(first, k % 2) * half_of(second, k % 2);
    }
  }
  warp.meeting.arrive_and_wait();
}

// Ends the program where a GPU would end a kernel.
void want_aligned(const void* address, size_t bytes) {
  if (reinterpret_cast<size_t>(address) % bytes != 0) {
    fprintf(stderr, "%p is not a multiple of %zu\n", address, bytes);
    abort();
  }
}

// PTX's ldmatrix.x4: lane 8 i + r names row r of square i.
void handed_rows(const __half* row) {
  want_aligned(row, 16);
  Warp& warp = own_warp();
  warp.meeting.arrive_and_wait();
  warp.rows[own_lane()] = row;
  warp.meeting.arrive_and_wait();
}

void squares_of_rows(unsigned (&squares)[4], bool transposed) {
  const int outer = own_lane() / 4;
  for (int i = 0; i < 4; i++) {
    __half pair[2];
    for (int k = 0; k < 2; k++) {
      const int inner = own_lane() % 4 * 2 + k;
      pair[k] = own_warp().rows[8 * i + (transposed ? inner : outer)][transposed ? outer : inner];
    }
    memcpy(&squares[i], pair, sizeof pair);
  }
}

void transposed(unsigned (&squares)[4], const __half* row) {
  handed_rows(row);
  squares_of_rows(squares, true);
}

void loaded(unsigned (&squares)[4], const __half* row) {
  handed_rows(row);
  squares_of_rows(squares, false);
}

int nothing() { return 0; }

void prefetch(const __half*) {}

// Copies that a thread has asked for and not made yet, group after group; the last group is open.
thread_local std::deque<std::vector<std::function<void()>>> copies;

// Copies of threads with even numbers are made at once, the others' as late as a GPU may: places
// that are overwritten too early show by the former, places that are read too early by the latter.
void copy(__half* to, const __half* from, bool there) {
  want_aligned(to, 16);
  want_aligned(from, 16);
  const auto make = [=] {
    for (int i = 0; i < 8; i++) {
      to[i] = there ? from[i] : static_cast<__half>(0);
    }
  };
  if (threadIdx.x % 2 == 0) {
    make();
  } else {
    copies.back().push_back(make);
  }
}

void copies_asked() { copies.emplace_back(); }

template <int kLast>
void copies_made() {
  for (; copies.size() > kLast + 1; copies.pop_front()) {
    for (const auto& make : copies.front()) {
      make();
    }
  }
}

}  // namespace
