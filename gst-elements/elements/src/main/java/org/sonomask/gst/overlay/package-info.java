// SPDX-License-Identifier: Apache-2.0
/**
 * sonooverlay: brings out what sounds, by the masks that sonomask attaches.
 *
 * <p>{@code Shapes}, {@code Captions} and {@code Meter} draw into {@code Layers}; a {@code
 * Painting} paints those into frames, a {@code Composition} into pictures that downstream lays over
 * frames.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.overlay;
