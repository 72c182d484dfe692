// SPDX-License-Identifier: Apache-2.0
/** Masks as polygons and back, exact at mask resolution. */
package org.sonomask.metadata.internal.contour;
