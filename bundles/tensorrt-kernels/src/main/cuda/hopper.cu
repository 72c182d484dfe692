// SPDX-License-Identifier: Apache-2.0
// Kernels of the operators in org.sonomask.tensorrt.kernels for GPUs of compute capability 9.0. The
// program "compile" beside this file makes hopper.ptx of it.
#include <hopper_band_depthwise.cuh>
#include <hopper_block.cuh>
#include <hopper_product.cuh>
#include <hopper_product_depthwise.cuh>
#include <hopper_reduction.cuh>
