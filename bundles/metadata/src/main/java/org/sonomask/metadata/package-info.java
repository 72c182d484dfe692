// SPDX-License-Identifier: Apache-2.0
/**
 * Masks as others read them: COCO run lengths and JSON lines.
 *
 * <p>The schema of the JSON lines is {@code sonomask-mask-1.schema.json} in this package.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.metadata;
