// SPDX-License-Identifier: Apache-2.0
/**
 * Starts the plugin in a host program, and what a bundle offers to extend the command line.
 *
 * <p>The launcher stands on the class path and the system bundle exports this package, so that a
 * subcommand may come from any bundle.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.launcher;
