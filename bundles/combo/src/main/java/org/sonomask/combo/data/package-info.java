// SPDX-License-Identifier: Apache-2.0
/** AVSBench's folders as a set of clips (combo section 2). */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.combo.data;
