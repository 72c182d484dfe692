// SPDX-License-Identifier: Apache-2.0
/** Priors: which pixels belong together, whatever they show (combo section 3.2). */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.combo.prior;
