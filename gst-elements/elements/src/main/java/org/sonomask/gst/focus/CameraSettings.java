// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

/**
 * How a camera moves. Lengths are in widths of the picture, times in ns.
 *
 * @param speed most widths a second that the centre moves, and that the width changes
 * @param acceleration widths a second, each second
 * @param deadZone how far what sounds may move or grow before the camera follows, in widths of the
 *     shot
 * @param hysteresis how long it must be outside the dead zone before the camera follows
 * @param memory how long an object belongs to the shot after it was heard, so that two who talk in
 *     turn are both in it
 * @param silence how long nothing must sound before the camera shows everything
 * @param margin size of the shot, in sizes of what sounds
 * @param minWidth narrowest shot
 */
record CameraSettings(
    double speed,
    double acceleration,
    double deadZone,
    long hysteresis,
    long memory,
    long silence,
    double margin,
    double minWidth) {}
