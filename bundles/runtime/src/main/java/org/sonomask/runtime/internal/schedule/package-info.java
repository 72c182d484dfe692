// SPDX-License-Identifier: Apache-2.0
/** Windows of all streams in turn, in batches, through one segmenter. */
package org.sonomask.runtime.internal.schedule;
