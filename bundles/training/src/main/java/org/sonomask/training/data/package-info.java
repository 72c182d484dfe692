// SPDX-License-Identifier: Apache-2.0
/** What a network learns from: samples, their order, batches made ahead by many threads. */
package org.sonomask.training.data;
