// SPDX-License-Identifier: Apache-2.0
/** COCO's run-length encoding of binary masks. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.metadata.rle;
