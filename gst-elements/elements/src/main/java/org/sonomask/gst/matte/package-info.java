// SPDX-License-Identifier: Apache-2.0
/** sonomatte: turns the masks that sonomask attaches into transparency. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.gst.matte;
