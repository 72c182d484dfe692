// SPDX-License-Identifier: Apache-2.0
/** sonooverlay: paints the masks that sonomask attaches, over the picture they belong to. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.overlay;
