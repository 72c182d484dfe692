// SPDX-License-Identifier: Apache-2.0
/** sonooverlay: paints the masks that sonomask attaches, over the picture they belong to. */
package org.sonomask.gst.overlay;
