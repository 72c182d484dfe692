// SPDX-License-Identifier: Apache-2.0
/** The training loop, its configuration, its progress and its curves. */
package org.sonomask.training.loop;
