// SPDX-License-Identifier: Apache-2.0
/** Writes networks as ONNX models. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.combo.onnx;
