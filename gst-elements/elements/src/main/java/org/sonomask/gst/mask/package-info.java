// SPDX-License-Identifier: Apache-2.0
/** How a mask travels with the picture it belongs to: as metadata of the buffer. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.mask;
