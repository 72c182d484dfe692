// SPDX-License-Identifier: Apache-2.0
/** Plans at work on the GPU. */
package org.sonomask.djl.tensorrt.internal.run;
