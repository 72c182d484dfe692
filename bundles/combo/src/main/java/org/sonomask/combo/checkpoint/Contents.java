// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.util.Map;

/**
 * What a file of weights holds.
 *
 * @param tensors by name, in the file's order
 * @param metadata free text by key
 */
record Contents(Map<String, StoredTensor> tensors, Map<String, String> metadata) {}
