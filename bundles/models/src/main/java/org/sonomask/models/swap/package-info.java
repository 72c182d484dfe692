// SPDX-License-Identifier: Apache-2.0
/** The default model exchanged while streams play, after checks, with a way back. */
package org.sonomask.models.swap;
