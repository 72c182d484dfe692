// SPDX-License-Identifier: Apache-2.0
/**
 * The element {@code sonomask}: takes pictures and sound, and marks the pixels that sound.
 *
 * <p>Both branches have a queue and a task of their own. The sound is converted to 16 kHz mono, the
 * pictures to the model's size by GStreamer's own conversion code, called natively; so the element
 * takes any raw video and audio, and brings no other elements into the pipeline.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.sonomask;
