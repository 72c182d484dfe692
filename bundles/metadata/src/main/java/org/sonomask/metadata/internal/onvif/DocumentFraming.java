// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.onvif;

import org.sonomask.metadata.internal.record.Framing;

/** Documents that end with the end tag of a {@code MetadataStream}, of whatever prefix. */
final class DocumentFraming implements Framing {
  private static final String NAME = "MetadataStream";
  private static final int NO = -1;

  private boolean opened;
  private boolean inEndTag;

  /** Characters of the name so far, or {@link #NO} if it is another. */
  private int matched;

  @Override
  public boolean ends(byte next) {
    if (next == '<') {
      opened = true;
      inEndTag = false;
    } else if (opened) {
      opened = false;
      inEndTag = next == '/';
      matched = 0;
    } else if (next == '>') {
      return inEndTag && matched == NAME.length();
    } else if (inEndTag) {
      matched = name(next);
    }
    return false;
  }

  private int name(byte next) {
    if (next == ':') {
      return 0;
    }
    if (matched == NAME.length()) {
      return next <= ' ' ? matched : NO;
    }
    return matched != NO && next == NAME.charAt(matched) ? matched + 1 : NO;
  }

  @Override
  public void reset() {
    opened = false;
    inEndTag = false;
  }
}
