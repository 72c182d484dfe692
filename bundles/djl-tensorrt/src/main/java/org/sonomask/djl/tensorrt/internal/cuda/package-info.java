// SPDX-License-Identifier: Apache-2.0
/** What is needed of the CUDA driver, each native object with its owner. Nothing else of CUDA. */
package org.sonomask.djl.tensorrt.internal.cuda;
