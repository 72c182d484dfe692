// SPDX-License-Identifier: Apache-2.0
// How attention_block divides its work.
#pragma once
#include <numbers.cuh>

namespace {

// Rows in shared memory are 16 bytes longer than they need to be, so that the lanes of a warp reach
// different banks.
template <int kHeads>
struct BlockSizes {
  static constexpr int kHead = 64;
  static constexpr int kStep = 16;
  static constexpr int kStages = 4;
  static constexpr int kRows = 96;
  static constexpr int kFeatures = kHead * kHeads;
  static constexpr int kEights = kFeatures / 8;
  static constexpr int kStride = kFeatures + 8;
  static constexpr int kPairStride = 2 * kFeatures + 8;
  static constexpr int kSixteens = 3;
  static constexpr int kAcross = kHeads == 1 ? 2 : 4;
  static constexpr int kThreads = kRows / (16 * kSixteens) * kAcross * 32;
  static constexpr int kColumns = kFeatures / kAcross;
  static constexpr int kTiles = kColumns / 8;
  static constexpr int kSteps = kFeatures / kStep;
  // Steps by which copies are ahead of products.
  static constexpr int kLead = kStages - 1;
  // Copies of a thread in a step: up to 128 keys and their values during the first product, the
  // residual during the steps of the second that begin after attention.
  static constexpr int kPairCopies = 128 * 2 * kEights / kThreads / kSteps;
  static constexpr int kKeptSteps = kSteps - kLead + 1;
  static constexpr int kKeptCopies =
      (kRows * kEights + kThreads * kKeptSteps - 1) / (kThreads * kKeptSteps);
};

}  // namespace
