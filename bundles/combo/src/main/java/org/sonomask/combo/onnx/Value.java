// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

/**
 * A tensor of an ONNX graph.
 *
 * @param name unique in the graph
 * @param type of its elements
 * @param shape dimensions; −k is k times the batch size
 */
record Value(String name, ElementType type, long... shape) {}
