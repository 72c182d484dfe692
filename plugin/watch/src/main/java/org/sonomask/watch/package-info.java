// SPDX-License-Identifier: Apache-2.0
/** Streams, models and living elements, for all that show them. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.watch;
