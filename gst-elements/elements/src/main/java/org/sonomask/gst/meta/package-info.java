// SPDX-License-Identifier: Apache-2.0
/** sonometa: writes the masks that sonomask attaches as a stream of records. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.meta;
