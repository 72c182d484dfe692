// SPDX-License-Identifier: Apache-2.0
/**
 * Puts elements into GStreamer and takes their behaviour out again, as OSGi services come and go.
 */
package org.sonomask.plugin;
