// SPDX-License-Identifier: Apache-2.0
// Kernels of the operators in org.sonomask.tensorrt.kernels. The program "compile" beside this file
// makes kernels.ptx of it.
#include <sampling.cuh>
#include <depthwise.cuh>
#include <normalisation.cuh>
#include <enlarged.cuh>
#include <attention.cuh>
#include <block.cuh>
#include <reduction.cuh>
#include <product.cuh>
