// SPDX-License-Identifier: Apache-2.0
/**
 * sonomatte: hides what does not sound, or what does, by the masks that sonomask attaches.
 *
 * <p>A {@code Cutout} says once per mask which samples are hidden; a {@code Treatment} hides them
 * in each frame. Frames without alpha share one plane of it ({@code AlphaPlane}), which also leaves
 * by itself as the key ({@code KeyStream}).
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.matte;
