// SPDX-License-Identifier: Apache-2.0
/**
 * A small framework for writing GStreamer elements in Java whose behaviour comes and goes while
 * pipelines run.
 *
 * <p>An {@link org.sonomask.gst.element.ElementProvider} says what its element is ({@link
 * org.sonomask.gst.element.ElementType}) and makes a {@link org.sonomask.gst.element.Behaviour} for
 * each instance. {@link org.sonomask.gst.element.ElementRegistry} registers the type once, for
 * ever, since GStreamer cannot forget one. While no provider is there, instances pass data through
 * unchanged.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.element;
