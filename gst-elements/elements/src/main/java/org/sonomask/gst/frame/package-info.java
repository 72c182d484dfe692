// SPDX-License-Identifier: Apache-2.0
/** Where GStreamer's video frames meet {@link org.sonomask.gst.paint}: formats and mapping. */
package org.sonomask.gst.frame;
