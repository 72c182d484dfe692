// SPDX-License-Identifier: Apache-2.0
/**
 * What the parts of Sonomask say to each other: records and service interfaces, and nothing else.
 *
 * <p>All times are nanoseconds. A <em>running time</em> is GStreamer's: zero when the pipeline
 * started, comparable between pads. Pictures are row-major, masks are at model size.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.api;
