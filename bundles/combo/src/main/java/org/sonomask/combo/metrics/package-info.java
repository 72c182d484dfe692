// SPDX-License-Identifier: Apache-2.0
/** How good masks are, by the definitions of AVSBench (combo section 10). */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.combo.metrics;
