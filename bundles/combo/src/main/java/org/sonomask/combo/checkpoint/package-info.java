// SPDX-License-Identifier: Apache-2.0
/** Reads and writes stored weights: PyTorch files, safetensors, pickled arrays. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.combo.checkpoint;
