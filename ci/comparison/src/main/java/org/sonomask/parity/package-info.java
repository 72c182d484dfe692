// SPDX-License-Identifier: Apache-2.0
/** Compares the network with tensors that were captured from the official code. */
package org.sonomask.parity;
