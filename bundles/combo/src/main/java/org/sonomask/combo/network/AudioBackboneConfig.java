// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

/** Which audio backbone, in which size. */
public sealed interface AudioBackboneConfig permits VggishConfig, YamnetConfig {

  /** Features of one example. */
  int features();

  /** Makes the backbone; its parameters' keys start with {@code audio_backbone.}. */
  AudioBackbone create();
}
