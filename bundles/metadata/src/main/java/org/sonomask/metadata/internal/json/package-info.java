// SPDX-License-Identifier: Apache-2.0
/** JSON lines: {@code bundles/metadata/docs/json-lines.md}. */
package org.sonomask.metadata.internal.json;
