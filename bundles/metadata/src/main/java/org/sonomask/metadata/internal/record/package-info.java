// SPDX-License-Identifier: Apache-2.0
/**
 * What all formats share: cutting bytes into records, cutting masks into the shapes of their
 * objects, and putting masks together again.
 */
package org.sonomask.metadata.internal.record;
