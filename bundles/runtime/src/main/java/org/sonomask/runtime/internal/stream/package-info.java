// SPDX-License-Identifier: Apache-2.0
/** Streams: from sound and pictures to windows, and from labels to masks. */
package org.sonomask.runtime.internal.stream;
