// SPDX-License-Identifier: Apache-2.0
/** Streams without pipelines that share a model as those of a media server do. */
package org.sonomask.streams;
