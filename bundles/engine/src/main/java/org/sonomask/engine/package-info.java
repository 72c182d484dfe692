// SPDX-License-Identifier: Apache-2.0
/**
 * Segmenters on DJL engines: an ONNX file that keeps Sonomask's model contract becomes a {@link
 * org.sonomask.api.Segmenter}. Nothing of DJL or of an engine shows outside of this package.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.engine;
