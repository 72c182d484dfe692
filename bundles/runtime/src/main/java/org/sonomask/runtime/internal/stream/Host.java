// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.internal.schedule.Batcher;

/**
 * A model that is there, with its batcher.
 *
 * @param ranking among models
 */
public record Host(SegmenterInfo info, int ranking, Batcher batcher) {}
