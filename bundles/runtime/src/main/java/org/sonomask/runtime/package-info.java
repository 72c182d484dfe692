// SPDX-License-Identifier: Apache-2.0
/** The mask service: pairs sound with pictures, batches windows, steadies and keeps masks. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.runtime;
