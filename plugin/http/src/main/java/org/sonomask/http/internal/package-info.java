// SPDX-License-Identifier: Apache-2.0
/**
 * What the plugin says over HTTP. Requests never run on a streaming thread, and no streaming thread
 * waits for a client.
 */
package org.sonomask.http.internal;
