// SPDX-License-Identifier: Apache-2.0
/** MISB ST 0903 VMTI local sets: {@code bundles/metadata/docs/klv.md}. */
package org.sonomask.metadata.internal.klv;
