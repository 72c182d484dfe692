// SPDX-License-Identifier: Apache-2.0
/** sonometadec: puts masks that were written as records on video again. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.metadec;
