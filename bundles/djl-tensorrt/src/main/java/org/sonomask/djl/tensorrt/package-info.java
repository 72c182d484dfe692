// SPDX-License-Identifier: Apache-2.0
/** A DJL engine on TensorRT 10. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.djl.tensorrt;
