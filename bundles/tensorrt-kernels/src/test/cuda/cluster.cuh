// SPDX-License-Identifier: Apache-2.0
// What the instructions of the same file beside the kernels compute, on a processor.
#pragma once
#include <instructions.cuh>

namespace {

int rank_in_cluster() { return own_rank; }

// Of all threads of a cluster's blocks; made by the launch.
std::unique_ptr<std::barrier<>> cluster_meeting;
// Between a thread's arrival and its wait.
thread_local std::unique_ptr<std::barrier<>::arrival_token> cluster_arrived;

void cluster_arrive() {
  cluster_arrived = std::make_unique<std::barrier<>::arrival_token>(cluster_meeting->arrive());
}

void cluster_arrive_having_written() { cluster_arrive(); }

void cluster_wait() { cluster_meeting->wait(std::move(*cluster_arrived)); }

// The same place of another block's shared memory, which follows the blocks' before it.
template <typename T>
T* in_block(T* own, int rank) {
  return reinterpret_cast<T*>(reinterpret_cast<size_t>(own) +
                              (rank - own_rank) * static_cast<long>(shared_bytes()));
}

template <typename T>
void store_at(T& place, int rank, const T& value) {
  want_aligned(&place, sizeof place);
  memcpy(in_block(&place, rank), &value, sizeof value);
}

}  // namespace
