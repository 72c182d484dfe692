// SPDX-License-Identifier: Apache-2.0
/** COMBO (arXiv 2312.06462), part by part, over the tensor algebra. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.combo.network;
