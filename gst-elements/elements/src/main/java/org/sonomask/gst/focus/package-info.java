// SPDX-License-Identifier: Apache-2.0
/** sonofocus: a camera that follows what sounds. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.focus;
