// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

/**
 * One element to be measured: a pipeline with it, and what the same pipeline costs without it.
 *
 * @param name as it stands in the table and in the results
 * @param pipeline in gst-launch-1.0's syntax, ending by itself
 * @param baseline the same without the element
 * @param frames that each of them processes
 */
record Variant(String name, String pipeline, String baseline, int frames) {}
