// SPDX-License-Identifier: Apache-2.0
/** Looks for what the plugin needs, and names the remedy of what is missing. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.doctor;
