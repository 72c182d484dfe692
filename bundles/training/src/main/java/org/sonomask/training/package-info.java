// SPDX-License-Identifier: Apache-2.0
/** Training and evaluation of COMBO in Java on libtorch. */
package org.sonomask.training;
