// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

/**
 * What the decoder says after one of its layers.
 *
 * @param classLogits [N, queries, classes + 1]; the last class is "no object"
 * @param maskLogits [N, queries, height / 4, width / 4]
 */
public record Prediction<T>(T classLogits, T maskLogits) {}
