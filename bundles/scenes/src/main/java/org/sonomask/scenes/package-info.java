// SPDX-License-Identifier: Apache-2.0
/**
 * The corpus of free pictures and sounds, and audio-visual scenes composed from it: moving objects
 * of which some sound and some do not, with exact masks.
 */
@Export
@Version("0.1.0")
package org.sonomask.scenes;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
