// SPDX-License-Identifier: Apache-2.0
/** The commands {@code sonomask:…} of a Gogo shell. */
package org.sonomask.shell.internal;
