// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.PropertySpec;

/**
 * Which masks count, and how they lie on the picture: the properties that all elements have which
 * read masks from frames.
 *
 * @param types names of the classes that count; empty takes all
 * @param maxAge ns, unsigned; an older mask counts as none
 * @param turn how pictures were turned after their masks were made
 * @param addBorders whether pictures of another shape than that for which their masks were made got
 *     bars; if not they were stretched
 */
public record MaskSelection(Set<String> types, long maxAge, Turn turn, boolean addBorders) {

  /** Name of the property by which bars are followed. */
  public static final String ADD_BORDERS = "add-borders";

  /** Name of the property by which turns are followed. */
  public static final String VIDEO_DIRECTION = "video-direction";

  private static final String SELECTED_TYPES = "selected-types";
  private static final String MAX_AGE = "max-age";
  private static final long NO_LIMIT = -1L;

  public MaskSelection {
    types = Set.copyOf(types);
  }

  /** What the properties say. */
  public static MaskSelection of(ElementHost host) {
    return new MaskSelection(
        names(host.text(SELECTED_TYPES)),
        host.integer(MAX_AGE),
        Turn.of(host.text(VIDEO_DIRECTION)),
        host.flag(ADD_BORDERS));
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a class counts. */
  public boolean selects(String name) {
    return types.isEmpty() || types.contains(name);
  }

  /** The properties, to stand last among an element's. */
  public static List<PropertySpec> properties() {
    return List.of(
        PropertySpec.text(
            SELECTED_TYPES,
            "Selected types",
            "Names of the classes that count as sounding, separated by commas, empty takes all",
            ""),
        PropertySpec.uint64(
            MAX_AGE,
            "Maximal age",
            "Masks of frames that lie further back than this count as none, in nanoseconds of"
                + " running time; the default has no limit",
            0,
            NO_LIMIT,
            NO_LIMIT),
        videoDirectionProperty(),
        addBordersProperty());
  }

  /** The property by which turns are followed. */
  public static PropertySpec videoDirectionProperty() {
    return PropertySpec.choice(
        VIDEO_DIRECTION,
        "Video direction",
        "How pictures were turned after sonomask gave them their masks: what videoflip between"
            + " the two has as its property of the same name",
        Turn.choices());
  }

  /** The property by which bars are followed. */
  public static PropertySpec addBordersProperty() {
    return PropertySpec.bool(
        ADD_BORDERS,
        "Add borders",
        "Whether bars were added where pictures have another display aspect ratio than when"
            + " sonomask gave them their masks: what videoscale between the two has as its property"
            + " of the same name; otherwise they were stretched",
        true);
  }
}
