// SPDX-License-Identifier: Apache-2.0
/** Plays the pipelines that the configuration describes. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.pipelines;
