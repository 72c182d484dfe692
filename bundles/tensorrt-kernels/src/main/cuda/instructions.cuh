// SPDX-License-Identifier: Apache-2.0
// Instructions that CUDA C++ has no words for.
#pragma once
#include <cuda_fp16.h>

namespace {

__device__ __forceinline__ float power_of_two(float x) {
  float power;
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(power) : "f"(x));
  return power;
}

__device__ __forceinline__ float inverse(float x) {
  float inverse;
  asm("rcp.approx.ftz.f32 %0, %1;" : "=f"(inverse) : "f"(x));
  return inverse;
}

__device__ __forceinline__ float hyperbolic_tangent(float x) {
  float tangent;
  asm("tanh.approx.f32 %0, %1;" : "=f"(tangent) : "f"(x));
  return tangent;
}

__device__ __forceinline__ __half2 hyperbolic_tangent(const __half2& x) {
  unsigned tangents;
  asm("tanh.approx.f16x2 %0, %1;" : "=r"(tangents) : "r"(reinterpret_cast<const unsigned&>(x)));
  return reinterpret_cast<const __half2&>(tangents);
}

// The warp's product of 16 x 16 halves with 16 x 8 of them is added to its sum.
__device__ __forceinline__ void multiply_add(float (&sum)[4], const unsigned (&a)[4], unsigned low,
                                             unsigned high) {
  asm("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, "
      "{%8, %9}, {%0, %1, %2, %3};"
      : "+f"(sum[0]), "+f"(sum[1]), "+f"(sum[2]), "+f"(sum[3])
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(low), "r"(high));
}

// Four transposed squares of 8 x 8 halves; each lane names one of their 32 rows.
__device__ __forceinline__ void transposed(unsigned (&squares)[4], const __half* row) {
  const unsigned address = static_cast<unsigned>(__cvta_generic_to_shared(row));
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(squares[0]), "=r"(squares[1]), "=r"(squares[2]), "=r"(squares[3])
               : "r"(address)
               : "memory");
}

// Four squares of 8 x 8 halves as they are; each lane names one of their 32 rows.
__device__ __forceinline__ void loaded(unsigned (&squares)[4], const __half* row) {
  const unsigned address = static_cast<unsigned>(__cvta_generic_to_shared(row));
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(squares[0]), "=r"(squares[1]), "=r"(squares[2]), "=r"(squares[3])
               : "r"(address)
               : "memory");
}

// Always 0, for blocks have threads along x only, but the compiler does not know that. What is
// computed from a sum with it is computed where it is used, and does not fill registers before.
__device__ __forceinline__ int nothing() {
  int nothing;
  asm volatile("mov.u32 %0, %%tid.y;" : "=r"(nothing));
  return nothing;
}

// Asks for a copy of 16 bytes into shared memory, or for zeros there.
__device__ __forceinline__ void copy(__half* to, const __half* from, bool there) {
  const unsigned address = static_cast<unsigned>(__cvta_generic_to_shared(to));
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;"
               :
               : "r"(address), "l"(from), "r"(there ? 16 : 0)
               : "memory");
}

// The copies that this thread has asked for since the last call are one group.
__device__ __forceinline__ void copies_asked() {
  asm volatile("cp.async.commit_group;" ::: "memory");
}

// Waits until all of this thread's groups of copies have been made but the so many last ones.
template <int kLast>
__device__ __forceinline__ void copies_made() {
  asm volatile("cp.async.wait_group %0;" ::"n"(kLast) : "memory");
}

// Asks for the 32 bytes around an address to be brought into L2; they are needed later.
__device__ __forceinline__ void prefetch(const __half* address) {
  asm volatile("prefetch.global.L2 [%0];" ::"l"(address));
}

// The shared memory whose size the launch gives.
template <typename Layout>
__device__ __forceinline__ Layout& shared_memory() {
  extern __shared__ __align__(1024) unsigned char memory[];
  return *reinterpret_cast<Layout*>(memory);
}

}  // namespace
