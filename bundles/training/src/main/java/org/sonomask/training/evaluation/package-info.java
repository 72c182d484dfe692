// SPDX-License-Identifier: Apache-2.0
/** How well a network marks what sounds, on composed scenes. */
package org.sonomask.training.evaluation;
