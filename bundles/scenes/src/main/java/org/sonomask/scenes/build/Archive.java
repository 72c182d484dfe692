// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.util.List;

/** A file that holds files. */
interface Archive {
  /** Paths of all files in it, folders joined by '/'. */
  List<String> paths();

  /**
   * The content of one file.
   *
   * @param path as {@link #paths()} gives it
   * @throws IOException if there is no such file or it is packed in a way that is not supported
   */
  byte[] read(String path) throws IOException;
}
