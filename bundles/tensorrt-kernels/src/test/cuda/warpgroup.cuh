// SPDX-License-Identifier: Apache-2.0
// What the instructions of the same file beside the kernels compute, on a processor.
#pragma once
#include <instructions.cuh>
#include <map>
#include <mutex>

namespace {

constexpr int kPanelColumns = 64;

int in_panel(int row, int eight) { return row * kPanelColumns + (eight ^ row % 8) * 8; }

// A panel's address. Its bits tell rows apart, so that shared memory must be aligned as a GPU's is.
using Panel = unsigned long long;

Panel panel(const __half* from) { return reinterpret_cast<Panel>(from); }

Panel beyond(Panel panel, int halves) { return panel + halves * sizeof(__half); }

float half_at(Panel panel, int row, int column) {
  const Panel plain = panel + 128 * row + 2 * column;
  return *reinterpret_cast<const __half*>(plain ^ (plain >> 7 & 7) << 4);
}

// Products that a thread has asked for and not made yet, group after group; the last group is open.
thread_local std::deque<std::vector<std::function<void()>>> products;

void products_begin() {}

void products_asked() { products.emplace_back(); }

// A warp's lanes go on together, as on a GPU.
template <int kLast = 0>
void products_made() {
  for (; products.size() > kLast + 1; products.pop_front()) {
    for (const auto& make : products.front()) {
      make();
    }
  }
  __syncwarp();
}

// Products of every other warp are made at once, the others' as late as a GPU may. Factors are
// left(lower, k), of a thread's upper or lower row, and right(k, column).
template <size_t kSums, typename Left, typename Right>
void multiply_add_of(float (&sums)[kSums], const Left& left, const Right& right, bool add) {
  const int column = threadIdx.x % 4 * 2;
  const auto make = [=, &sums] {
    for (size_t i = 0; i < kSums; i++) {
      const int x = column + static_cast<int>(i) / 4 * 8 + static_cast<int>(i) % 2;
      float sum = add ? sums[i] : 0;
      for (int k = 0; k < 16; k++) {
        sum += left(static_cast<int>(i) % 4 / 2, k) * right(k, x);
      }
      sums[i] = sum;
    }
  };
  if (threadIdx.x / 32 % 2 == 0) {
    make();
  } else {
    products.back().push_back(make);
  }
}

template <bool kRowsBelow, size_t kSums>
void multiply_add(float (&sums)[kSums], Panel a, Panel b, bool add) {
  const int row = threadIdx.x % 128 / 32 * 16 + threadIdx.x % 32 / 4;
  const auto left = [=](int lower, int k) {
    const int y = row + 8 * lower;
    return kRowsBelow ? half_at(a, k, y) : half_at(a, y, k);
  };
  multiply_add_of(sums, left, [=](int k, int x) { return half_at(b, x, k); }, add);
}

// PTX's wgmma whose first factor is in registers, shared out as that of mma.m16n8k16.
void multiply_add(float (&sums)[32], const unsigned (&a)[4], Panel b, bool add) {
  Warp& warp = own_warp();
  std::copy(a, a + 4, warp.factors[own_lane()]);
  warp.meeting.arrive_and_wait();
  float own[2][16];
  for (int i = 0; i < 32; i++) {
    const int k = i % 16;
    own[i / 16][k] =
        half_of(warp.factors[own_lane() / 4 * 4 + k % 8 / 2][i / 16 + k / 8 * 2], k % 2);
  }
  warp.meeting.arrive_and_wait();
  const auto left = [=](int lower, int k) { return own[lower][k]; };
  multiply_add_of(sums, left, [=](int k, int x) { return half_at(b, k, x); }, add);
}

void written_for_products() {}

// Named barriers by block and number, each with the number of threads that it is for. It is made
// anew where a kernel uses the number for other threads.
std::mutex places_lock;
std::map<std::pair<int, int>, std::pair<int, std::unique_ptr<std::barrier<>>>> places;

std::barrier<>& place_of(int place, int threads) {
  const std::lock_guard<std::mutex> lock(places_lock);
  auto& found = places[{own_rank, place}];
  if (found.first != threads) {
    found = {threads, std::make_unique<std::barrier<>>(threads)};
  }
  return *found.second;
}

void meet(int place, int threads) { place_of(place, threads).arrive_and_wait(); }

void arrive(int place, int threads) { static_cast<void>(place_of(place, threads).arrive()); }

template <int kRegisters>
void leave_registers() {}

template <int kRegisters>
void take_registers() {}

// PTX's stmatrix.x4: lane 8 i + r names row r of square i.
void store_squares(__half* row, const unsigned (&squares)[4], bool transposed) {
  handed_rows(row);
  for (int i = 0; i < 4; i++) {
    __half pair[2];
    memcpy(pair, &squares[i], sizeof pair);
    for (int k = 0; k < 2; k++) {
      const int outer = own_lane() / 4;
      const int inner = own_lane() % 4 * 2 + k;
      const __half* to = own_warp().rows[8 * i + (transposed ? inner : outer)];
      const_cast<__half*>(to)[transposed ? outer : inner] = pair[k];
    }
  }
  own_warp().meeting.arrive_and_wait();
}

void store_transposed(__half* row, const unsigned (&squares)[4]) {
  store_squares(row, squares, true);
}

void store(__half* row, const unsigned (&squares)[4]) { store_squares(row, squares, false); }

}  // namespace
