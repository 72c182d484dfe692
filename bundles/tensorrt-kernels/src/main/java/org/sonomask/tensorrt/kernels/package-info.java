// SPDX-License-Identifier: Apache-2.0
/** Own GPU operators as TensorRT plugins. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.tensorrt.kernels;
