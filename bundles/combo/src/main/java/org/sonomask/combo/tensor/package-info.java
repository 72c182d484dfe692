// SPDX-License-Identifier: Apache-2.0
/** The tensor algebra that the network is written in; interpreters run it or write it down. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.combo.tensor;
