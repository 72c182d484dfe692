// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

/** Somebody who watches an element's pictures; see {@link ElementInstance#watch}. */
public interface Preview extends AutoCloseable {

  /** Ends it; no picture is given afterwards. Closing twice does nothing. */
  @Override
  void close();

  /**
   * How pictures are given.
   *
   * @param width in pixels; the height follows from the picture's shape
   * @param rate pictures a second at most
   */
  record Size(int width, int rate) {
    private static final int WIDEST = 1920;
    private static final int FASTEST = 60;

    public Size {
      if (width < 16 || width > WIDEST || rate < 1 || rate > FASTEST) {
        throw new IllegalArgumentException(
            "a preview is 16 to "
                + WIDEST
                + " pixels wide, with 1 to "
                + FASTEST
                + " pictures a second, not "
                + width
                + " and "
                + rate);
      }
    }
  }
}
