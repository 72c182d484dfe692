// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/** What an asset is and how scenes use it. */
public enum AssetKind {
  /** One or more views of an object with its matte; the views of one object are its frames. */
  CUTOUT,
  /** Video of an object with a matte for each frame and, usually, its own synchronous sound. */
  SEQUENCE,
  /** A picture without a sounding object. */
  BACKGROUND,
  /** A whole photograph with a mask of the object that can sound; never taken apart. */
  PHOTO,
  /** A recording or a rendered phrase. */
  SOUND
}
