// SPDX-License-Identifier: Apache-2.0
/** WebVTT metadata tracks: {@code bundles/metadata/docs/webvtt.md}. */
package org.sonomask.metadata.internal.webvtt;
