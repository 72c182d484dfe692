// SPDX-License-Identifier: Apache-2.0
// What the instructions of the same file beside the kernels compute, on a processor.
#pragma once
#include <cuda_fp16.h>
#include <cstring>

namespace {

float power_of_two(float x) { return exp2f(x); }
float inverse(float x) { return 1 / x; }

float half_of(unsigned pair, int which) {
  __half halves[2];
  memcpy(halves, &pair, sizeof halves);
  return halves[which];
}

// PTX's mma.m16n8k16: lane 4 r + c has of the first factor rows r and r + 8, of the second column r.
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

// PTX's ldmatrix.x4.trans: lane 8 i + r names row r of square i.
void transposed(unsigned (&squares)[4], const __half* row) {
  Warp& warp = own_warp();
  warp.rows[own_lane()] = row;
  warp.meeting.arrive_and_wait();
  for (int i = 0; i < 4; i++) {
    __half pair[2];
    for (int k = 0; k < 2; k++) {
      pair[k] = warp.rows[8 * i + own_lane() % 4 * 2 + k][own_lane() / 4];
    }
    memcpy(&squares[i], pair, sizeof pair);
  }
  warp.meeting.arrive_and_wait();
}

}  // namespace
