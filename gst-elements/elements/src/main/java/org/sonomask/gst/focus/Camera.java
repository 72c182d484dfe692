// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

/**
 * Where a virtual camera looks: a shot of fixed aspect within a picture, which follows boxes
 * smoothly. The same calls give the same shots, always. Allocates nothing; not thread-safe.
 *
 * <p>Lengths are in widths of the picture, whose height is {@code height}. A shot is its centre and
 * its width. From one shot the camera moves towards another one straight, so that it stays within
 * the picture wherever both are within it, and no faster than the settings allow; it brakes in time
 * and never overshoots.
 */
final class Camera {
  private static final double NANOS = 1e-9;

  /** Longest step of time that a movement is reckoned for; the rest of a longer one is a pause. */
  private static final long LONGEST_STEP = 1_000_000_000;

  /** Nearer than this the camera is there: a thousandth of a pixel of the widest pictures. */
  private static final double THERE = 1e-8;

  private final double height;
  private final double aspect;
  private final double widest;
  private final RecentBoxes recent = new RecentBoxes();

  private double x;
  private double y;
  private double width;
  private double aimX;
  private double aimY;
  private double aimWidth;
  private double wantedX;
  private double wantedY;
  private double wantedWidth;
  private double velocity;
  private long time;
  private long heard;
  private long outsideSince;
  private boolean fresh;

  /**
   * Points the camera at the middle.
   *
   * @param height of the picture, in widths of it
   * @param aspect width of a shot by its height
   */
  Camera(double height, double aspect) {
    this.height = height;
    this.aspect = aspect;
    this.widest = Math.min(1, height * aspect);
    cut();
  }

  /** Forgets everything: the next frame's shot is taken at once, without a movement. */
  void cut() {
    recent.clear();
    fresh = true;
    velocity = 0;
    outsideSince = -1;
  }

  /** Notes that something sounds, for the next {@link #advance}: a box in widths of the picture. */
  void hear(double left, double top, double right, double bottom, long now) {
    recent.add(left, top, right, bottom, now);
  }

  /**
   * Moves on to a frame.
   *
   * @param now ns; must not go back, or else the time stands still
   */
  void advance(long now, CameraSettings settings) {
    recent.forgetBefore(now - settings.memory());
    want(now, settings);
    if (fresh) {
      fresh = false;
      aim();
      x = aimX;
      y = aimY;
      width = aimWidth;
      time = now;
      return;
    }
    follow(now, settings);
    long step = Math.min(LONGEST_STEP, Math.max(0, now - time));
    time = Math.max(time, now);
    move(step * NANOS, settings);
  }

  /** Finds the shot that would be best now. */
  private void want(long now, CameraSettings settings) {
    if (!recent.isEmpty()) {
      heard = now;
      frame(settings);
    } else if (fresh || now - heard >= settings.silence()) {
      wantedX = 0.5;
      wantedY = height / 2;
      wantedWidth = widest;
    }
  }

  private void frame(CameraSettings settings) {
    double across = recent.right() - recent.left();
    double down = recent.bottom() - recent.top();
    double size = settings.margin() * Math.max(across, down * aspect);
    wantedWidth = Math.min(widest, Math.max(size, Math.min(settings.minWidth(), widest)));
    double halfHeight = wantedWidth / aspect / 2;
    wantedX = clamp((recent.left() + recent.right()) / 2, wantedWidth / 2, 1 - wantedWidth / 2);
    wantedY = clamp((recent.top() + recent.bottom()) / 2, halfHeight, height - halfHeight);
  }

  /** Takes the wanted shot as the aim, if it has been another one for long enough. */
  private void follow(long now, CameraSettings settings) {
    double zone = settings.deadZone() * aimWidth;
    if (distance(wantedX - aimX, wantedY - aimY, wantedWidth - aimWidth) <= zone) {
      outsideSince = -1;
      return;
    }
    outsideSince = outsideSince < 0 ? now : outsideSince;
    if (now - outsideSince >= settings.hysteresis()) {
      turn();
      aim();
      outsideSince = -1;
    }
  }

  private void aim() {
    aimX = wantedX;
    aimY = wantedY;
    aimWidth = wantedWidth;
  }

  /** Keeps of the speed what points the new way. */
  private void turn() {
    double oldX = aimX - x;
    double oldY = aimY - y;
    double oldWidth = aimWidth - width;
    double newX = wantedX - x;
    double newY = wantedY - y;
    double newWidth = wantedWidth - width;
    double lengths =
        Math.sqrt(oldX * oldX + oldY * oldY + oldWidth * oldWidth)
            * Math.sqrt(newX * newX + newY * newY + newWidth * newWidth);
    double along = oldX * newX + oldY * newY + oldWidth * newWidth;
    velocity *= lengths > 0 ? Math.max(0, along / lengths) : 0;
  }

  private void move(double seconds, CameraSettings settings) {
    double left = distance(aimX - x, aimY - y, aimWidth - width);
    if (left <= THERE) {
      x = aimX;
      y = aimY;
      width = aimWidth;
      velocity = 0;
      return;
    }
    double braking = Math.sqrt(2 * settings.acceleration() * left);
    double faster = velocity + settings.acceleration() * seconds;
    velocity = Math.min(Math.min(faster, settings.speed()), braking);
    double part = Math.min(1, velocity * seconds / left);
    x += (aimX - x) * part;
    y += (aimY - y) * part;
    width += (aimWidth - width) * part;
  }

  private static double distance(double x, double y, double width) {
    return Math.max(Math.max(Math.abs(x), Math.abs(y)), Math.abs(width));
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  /** Left edge of the shot, 0 or more. */
  double left() {
    return Math.max(0, x - width / 2);
  }

  /** Top edge of the shot, 0 or more. */
  double top() {
    return Math.max(0, y - shotHeight() / 2);
  }

  /** Width of the shot, at most 1. */
  double width() {
    return width;
  }

  /** Height of the shot, at most that of the picture. */
  double shotHeight() {
    return width / aspect;
  }
}
