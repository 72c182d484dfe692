// SPDX-License-Identifier: Apache-2.0
/** What the presets leave to do: deleting objects, the log, and progress of a build. */
package org.sonomask.djl.tensorrt.internal.cpp;
