// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <numbers.cuh>

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
