// SPDX-License-Identifier: Apache-2.0
// A cluster is a few blocks that can write to each other's shared memory: instructions of compute
// capability 9.0 (PTX ISA, "barrier.cluster", "mapa").
#pragma once
#include <cuda_fp16.h>

namespace {

__device__ __forceinline__ unsigned shared_address(const void* of) {
  return static_cast<unsigned>(__cvta_generic_to_shared(of));
}

__device__ __forceinline__ int rank_in_cluster() {
  int rank;
  asm("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
  return rank;
}

// All threads of a cluster arrive, and wait for all to have arrived. This arrival does not publish
// what the thread has written: that would have to wait for its writes to global memory.
__device__ __forceinline__ void cluster_arrive() {
  asm volatile("barrier.cluster.arrive.relaxed;" ::: "memory");
}

__device__ __forceinline__ void cluster_wait() {
  asm volatile("barrier.cluster.wait.acquire;" ::: "memory");
}

// The same, but after the wait all see what this thread has written. Products see it after
// written_for_products.
__device__ __forceinline__ void cluster_arrive_having_written() {
  asm volatile("barrier.cluster.arrive.release;" ::: "memory");
}

// Stores at the same place of another block's shared memory. That block must have arrived once:
// before, it may not run yet.
__device__ __forceinline__ void store_at(uint2& place, int rank, const uint2& value) {
  asm volatile(
      "{\n.reg .b32 there;\nmapa.shared::cluster.u32 there, %0, %1;\n"
      "st.shared::cluster.v2.b32 [there], {%2, %3};\n}" ::"r"(shared_address(&place)),
      "r"(rank), "r"(value.x), "r"(value.y)
      : "memory");
}

__device__ __forceinline__ void store_at(uint4& place, int rank, const uint4& value) {
  asm volatile(
      "{\n.reg .b32 there;\nmapa.shared::cluster.u32 there, %0, %1;\n"
      "st.shared::cluster.v4.b32 [there], {%2, %3, %4, %5};\n}" ::"r"(shared_address(&place)),
      "r"(rank), "r"(value.x), "r"(value.y), "r"(value.z), "r"(value.w)
      : "memory");
}

}  // namespace
