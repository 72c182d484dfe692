// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import java.util.List;
import java.util.stream.Stream;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Choice;
import org.sonomask.gst.frame.MaskSelection;

/**
 * The properties of {@code sonofocus}.
 *
 * @param output what becomes of a shot
 * @param camera how the camera moves
 * @param selection which masks count
 */
record FocusSettings(String output, CameraSettings camera, MaskSelection selection) {
  static final String VIDEO = "video";
  static final String CROP = "crop";
  static final String REGION = "region";

  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;

  static FocusSettings of(ElementHost host) {
    CameraSettings camera =
        new CameraSettings(
            host.number("max-speed"),
            host.number("acceleration"),
            host.number("dead-zone"),
            host.integer("hysteresis"),
            host.integer("memory"),
            host.integer("silence"),
            host.number("margin"),
            host.number("min-width"));
    return new FocusSettings(host.text("output"), camera, MaskSelection.of(host));
  }

  /** Whether shots are pictures of their own. */
  boolean makesVideo() {
    return output.equals(VIDEO);
  }

  static List<PropertySpec> properties() {
    return Stream.of(movements(), times(), MaskSelection.properties())
        .flatMap(List::stream)
        .toList();
  }

  private static List<PropertySpec> movements() {
    return List.of(
        PropertySpec.choice(
            "output",
            "Output",
            "What becomes of a shot",
            new Choice(VIDEO, "Video of the shot, as large as the caps of the src pad say"),
            new Choice(CROP, "The video as it came, with a GstVideoCropMeta of the shot"),
            new Choice(REGION, "The video as it came, with a region of interest named focus")),
        PropertySpec.number(
            "max-speed",
            "Maximal speed",
            "Fastest that the centre and the width of the shot change, in widths of the picture a"
                + " second, from 0 (never)",
            0,
            10,
            0.25),
        PropertySpec.number(
            "acceleration",
            "Acceleration",
            "How fast a movement begins and ends, in widths of the picture a second each second,"
                + " from 0 (never)",
            0,
            100,
            0.5),
        PropertySpec.number(
            "dead-zone",
            "Dead zone",
            "How far what sounds may move or grow before the camera follows, in widths of the"
                + " shot, from 0",
            0,
            1,
            0.1),
        PropertySpec.number(
            "margin",
            "Margin",
            "Size of the shot in sizes of what sounds, without unit",
            1,
            10,
            1.6),
        PropertySpec.number(
            "min-width",
            "Minimal width",
            "Narrowest shot in widths of the picture, from 0 to 1",
            0.01,
            1,
            0.3));
  }

  private static List<PropertySpec> times() {
    return List.of(
        PropertySpec.uint64(
            "hysteresis",
            "Hysteresis",
            "How long what sounds must be outside the dead zone before the camera follows, in"
                + " nanoseconds",
            0,
            MINUTE,
            SECOND * 2 / 5),
        PropertySpec.uint64(
            "memory",
            "Memory",
            "How long what was heard stays in the shot, in nanoseconds, so that two who talk in"
                + " turn are both in it",
            0,
            MINUTE,
            SECOND),
        PropertySpec.uint64(
            "silence",
            "Silence",
            "How long nothing must sound before the whole picture is shown, in nanoseconds",
            0,
            MINUTE,
            2 * SECOND));
  }
}
