// SPDX-License-Identifier: Apache-2.0
/** ONVIF metadata streams: {@code bundles/metadata/docs/onvif.md}. */
package org.sonomask.metadata.internal.onvif;
