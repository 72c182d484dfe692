// SPDX-License-Identifier: Apache-2.0
/** Layers with parameters, named as in the official checkpoint. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.combo.layer;
