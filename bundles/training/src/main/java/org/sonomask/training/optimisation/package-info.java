// SPDX-License-Identifier: Apache-2.0
/** How parameters move: AdamW over flat groups, gradient clipping, the poly schedule. */
package org.sonomask.training.optimisation;
