// SPDX-License-Identifier: Apache-2.0
/** Measures what the elements add to a pipeline: the program behind {@code ci/bench-media}. */
package org.sonomask.bench;
