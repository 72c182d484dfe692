// SPDX-License-Identifier: Apache-2.0
/** Layers with parameters, named as in the official checkpoint. */
package org.sonomask.combo.layer;
