// SPDX-License-Identifier: Apache-2.0
// Products of a warpgroup, four warps, with both factors in shared memory: instructions of compute
// capability 9.0a (PTX ISA, "Asynchronous Warpgroup Level Matrix Instructions").
#pragma once
#include <cuda_fp16.h>

namespace {

// A factor lies in panels: rows of 64 halves (128 bytes), the first of which begins at a multiple
// of 1,024 bytes. Within a row, eights of halves are exchanged by the row's number (the 128-byte
// swizzle), so that an eight and those below it lie in different banks.
constexpr int kPanelColumns = 64;

// Where a row's eight lies in a panel, in halves.
__device__ __forceinline__ int in_panel(int row, int eight) {
  return row * kPanelColumns + (eight ^ row % 8) * 8;
}

using Panel = unsigned long long;

// A panel's descriptor for the instructions ("Matrix Descriptor Format"): its address, the distance
// of eight rows and that of columns beyond the panel, which is not used, and the swizzle.
__device__ __forceinline__ Panel panel(const __half* from) {
  const unsigned long long address = __cvta_generic_to_shared(from);
  constexpr unsigned long long kEightRows = 1024 >> 4;
  constexpr unsigned long long kSwizzle128 = 1;
  return (address & 0x3FFFF) >> 4 | kEightRows << 16 | kEightRows << 32 | kSwizzle128 << 62;
}

// The panel from so many halves further on, a multiple of eight.
__device__ __forceinline__ Panel beyond(Panel panel, int halves) {
  const unsigned low = static_cast<unsigned>(panel) + halves / 8;
  return panel & 0xFFFFFFFF00000000 | low;
}

// To be called before a warpgroup's first product and whenever its threads have touched the sums.
__device__ __forceinline__ void products_begin() {
  asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
}

// The warpgroup's products since the last call are one group.
__device__ __forceinline__ void products_asked() {
  asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory");
}

// Waits until all of the warpgroup's groups of products have been made but the so many last ones.
template <int kLast = 0>
__device__ __forceinline__ void products_made() {
  asm volatile("wgmma.wait_group.sync.aligned %0;" ::"n"(kLast) : "memory");
}

// To be called by threads that have written to shared memory what is multiplied, before they meet
// the warpgroup that multiplies it: products read shared memory by a way of their own (the async
// proxy).
__device__ __forceinline__ void written_for_products() {
  asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
}

// So many threads of the block meet at one of its places 1 to 15 (named barriers).
__device__ __forceinline__ void meet(int place, int threads) {
  asm volatile("bar.sync %0, %1;" ::"r"(place), "r"(threads) : "memory");
}

// The thread is counted among those who meet, but does not wait for them.
__device__ __forceinline__ void arrive(int place, int threads) {
  asm volatile("bar.arrive %0, %1;" ::"r"(place), "r"(threads) : "memory");
}

// From now on a warpgroup has so many registers a thread, a multiple of eight and no more than
// before.
template <int kRegisters>
__device__ __forceinline__ void leave_registers() {
  asm volatile("setmaxnreg.dec.sync.aligned.u32 %0;" ::"n"(kRegisters));
}

// The same, but no fewer than before; waits for those that other warpgroups leave.
template <int kRegisters>
__device__ __forceinline__ void take_registers() {
  asm volatile("setmaxnreg.inc.sync.aligned.u32 %0;" ::"n"(kRegisters));
}

// Stores four squares of 8 x 8 halves transposed; each lane names one of their 32 rows in memory.
__device__ __forceinline__ void store_transposed(__half* row, const unsigned (&squares)[4]) {
  const unsigned address = static_cast<unsigned>(__cvta_generic_to_shared(row));
  asm volatile("stmatrix.sync.aligned.m8n8.x4.trans.shared.b16 [%0], {%1, %2, %3, %4};"
               :
               : "r"(address), "r"(squares[0]), "r"(squares[1]), "r"(squares[2]), "r"(squares[3])
               : "memory");
}

// Stores them as they are.
__device__ __forceinline__ void store(__half* row, const unsigned (&squares)[4]) {
  const unsigned address = static_cast<unsigned>(__cvta_generic_to_shared(row));
  asm volatile("stmatrix.sync.aligned.m8n8.x4.shared.b16 [%0], {%1, %2, %3, %4};"
               :
               : "r"(address), "r"(squares[0]), "r"(squares[1]), "r"(squares[2]), "r"(squares[3])
               : "memory");
}

#define SUMS_4(at) "+f"(sums[at]), "+f"(sums[at + 1]), "+f"(sums[at + 2]), "+f"(sums[at + 3])
#define SUMS_12(at) SUMS_4(at), SUMS_4(at + 4), SUMS_4(at + 8)
#define SUMS_24(at) SUMS_12(at), SUMS_12(at + 12)

// The warpgroup's product of 64 x 16 halves with 16 x (columns) is added to its sums, or takes
// their place. Thread 32 w + 4 r + c has of rows 16 w + r and 16 w + r + 8 two columns of each
// eight, 2 c and 2 c + 1: sums[4 i] and [4 i + 1] are the upper row's of the i-th eight, the next
// two the lower row's. kRowsBelow: the first factor lies transposed, 16 rows of 64 halves that are
// its columns; otherwise it is 64 rows, 16 halves of each. The second always has its columns below
// one another.
template <bool kRowsBelow>
__device__ __forceinline__ void multiply_add(float (&sums)[28], Panel a, Panel b, bool add) {
  asm volatile(
      "{\n.reg .pred p;\nsetp.ne.b32 p, %30, 0;\n"
      "wgmma.mma_async.sync.aligned.m64n56k16.f32.f16.f16 "
      "{%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, "
      "%20, %21, %22, %23, %24, %25, %26, %27}, %28, %29, p, 1, 1, %31, 0;\n}"
      : SUMS_24(0), SUMS_4(24)
      : "l"(a), "l"(b), "r"(static_cast<int>(add)), "n"(kRowsBelow ? 1 : 0));
}

template <bool kRowsBelow>
__device__ __forceinline__ void multiply_add(float (&sums)[32], Panel a, Panel b, bool add) {
  asm volatile(
      "{\n.reg .pred p;\nsetp.ne.b32 p, %34, 0;\n"
      "wgmma.mma_async.sync.aligned.m64n64k16.f32.f16.f16 "
      "{%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, "
      "%20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31}, %32, %33, p, 1, 1, %35, 0;\n}"
      : SUMS_24(0), SUMS_4(24), SUMS_4(28)
      : "l"(a), "l"(b), "r"(static_cast<int>(add)), "n"(kRowsBelow ? 1 : 0));
}

template <bool kRowsBelow>
__device__ __forceinline__ void multiply_add(float (&sums)[48], Panel a, Panel b, bool add) {
  asm volatile(
      "{\n.reg .pred p;\nsetp.ne.b32 p, %50, 0;\n"
      "wgmma.mma_async.sync.aligned.m64n96k16.f32.f16.f16 "
      "{%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, "
      "%20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, "
      "%38, %39, %40, %41, %42, %43, %44, %45, %46, %47}, %48, %49, p, 1, 1, %51, 0;\n}"
      : SUMS_24(0), SUMS_24(24)
      : "l"(a), "l"(b), "r"(static_cast<int>(add)), "n"(kRowsBelow ? 1 : 0));
}

template <bool kRowsBelow>
__device__ __forceinline__ void multiply_add(float (&sums)[52], Panel a, Panel b, bool add) {
  asm volatile(
      "{\n.reg .pred p;\nsetp.ne.b32 p, %54, 0;\n"
      "wgmma.mma_async.sync.aligned.m64n104k16.f32.f16.f16 "
      "{%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, "
      "%20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, "
      "%38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51}, %52, %53, p, 1, 1, "
      "%55, 0;\n}"
      : SUMS_24(0), SUMS_24(24), SUMS_4(48)
      : "l"(a), "l"(b), "r"(static_cast<int>(add)), "n"(kRowsBelow ? 1 : 0));
}

// The same with the first factor in registers: a thread has of the rows of its sums pairs of
// neighbouring columns, of the left eight of the upper and the lower row and then of the right
// eight. The second factor is 16 rows of 64 halves, its columns beside one another.
__device__ __forceinline__ void multiply_add(float (&sums)[32], const unsigned (&a)[4],
                                             Panel b, bool add) {
  asm volatile(
      "{\n.reg .pred p;\nsetp.ne.b32 p, %37, 0;\n"
      "wgmma.mma_async.sync.aligned.m64n64k16.f32.f16.f16 "
      "{%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, "
      "%20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31}, {%32, %33, %34, %35}, %36, "
      "p, 1, 1, 1;\n}"
      : SUMS_24(0), SUMS_4(24), SUMS_4(28)
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "l"(b), "r"(static_cast<int>(add)));
}

#undef SUMS_24
#undef SUMS_12
#undef SUMS_4

}  // namespace
