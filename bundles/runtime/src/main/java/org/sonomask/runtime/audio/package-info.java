// SPDX-License-Identifier: Apache-2.0
/** The sound's way into a model: VGGish log-mel examples, exactly as COMBO was trained on. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.runtime.audio;
