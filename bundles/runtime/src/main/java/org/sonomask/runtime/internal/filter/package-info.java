// SPDX-License-Identifier: Apache-2.0
/** What steadies masks over time. */
package org.sonomask.runtime.internal.filter;
