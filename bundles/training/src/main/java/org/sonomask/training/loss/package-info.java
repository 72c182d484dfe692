// SPDX-License-Identifier: Apache-2.0
/** COMBO's training losses (combo section 5): matching, class, masks on points, consistency. */
package org.sonomask.training.loss;
