// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/** What a scene is about. */
public enum SceneKind {
  /** One visible object sounds; others may be visible and silent. */
  SINGLE,
  /** Two or three visible objects sound, each at times of its own. */
  MULTI,
  /** Objects are visible and something sounds, but nothing that is visible. */
  OFF_SCREEN,
  /** Objects are visible and nothing sounds. */
  SILENCE
}
