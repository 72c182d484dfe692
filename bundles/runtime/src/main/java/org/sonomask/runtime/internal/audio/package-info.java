// SPDX-License-Identifier: Apache-2.0
/** The sound of a stream on the axis of running time, and its log-mel examples. */
package org.sonomask.runtime.internal.audio;
