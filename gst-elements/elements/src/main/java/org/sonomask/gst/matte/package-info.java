// SPDX-License-Identifier: Apache-2.0
/** sonomatte: turns the masks that sonomask attaches into transparency. */
package org.sonomask.gst.matte;
