// SPDX-License-Identifier: Apache-2.0
/** COMBO's tensor algebra on libtorch (JavaCPP PyTorch presets), with autograd, on CPU or CUDA. */
package org.sonomask.training.libtorch;
