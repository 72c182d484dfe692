// SPDX-License-Identifier: Apache-2.0
/**
 * The native calls that writing a GStreamer element in Java takes, one class a library, and nothing
 * else. JNA is used here only.
 *
 * <p>A pointer is a {@code long} and a {@code gboolean} an {@code int}: nothing is wrapped, hence
 * nothing is referenced, allocated or finalised behind the caller's back. So pointers must be 64
 * bits wide. Names are those of C; what a call takes, gives and owns is told by the documentation
 * of the library.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.ffi;
