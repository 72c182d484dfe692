// SPDX-License-Identifier: Apache-2.0
/** What survives a run: weights and the optimiser's state in safetensors files. */
package org.sonomask.training.checkpoint;
