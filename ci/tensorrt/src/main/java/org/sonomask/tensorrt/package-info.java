// SPDX-License-Identifier: Apache-2.0
/** Shows on a GPU that TensorRT takes the exported models and agrees with ONNX Runtime. */
package org.sonomask.tensorrt;
