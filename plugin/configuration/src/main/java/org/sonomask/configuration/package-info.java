// SPDX-License-Identifier: Apache-2.0
/** Everything that can be configured, for all that show and change it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.configuration;
