// SPDX-License-Identifier: Apache-2.0
/** Finds TensorRT's libraries and loads them with the presets. */
package org.sonomask.djl.tensorrt.internal.library;
