// SPDX-License-Identifier: Apache-2.0
/** Plans: built, kept, and found again. */
package org.sonomask.djl.tensorrt.internal.plan;
