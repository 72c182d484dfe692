// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.internal.schedule.Batcher;

/** A segmenter that is there, with its batcher. */
public record Host(SegmenterInfo info, Batcher batcher) {}
