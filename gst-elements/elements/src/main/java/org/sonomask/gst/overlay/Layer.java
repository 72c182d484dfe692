// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.gst.paint.Brush;
import org.sonomask.gst.paint.Colour;
import org.sonomask.gst.paint.ColourSpace;
import org.sonomask.gst.paint.Raster;
import org.sonomask.gst.paint.Spans;

/** What is painted in one colour: a brush for each raster, spans for each grid of samples. */
final class Layer {

  private final List<Spans> spans = new ArrayList<>();
  private final List<Brush> brushes = new ArrayList<>();
  private Colour colour;

  Layer(int grids) {
    for (int i = 0; i < grids; i++) {
      spans.add(new Spans());
    }
  }

  /** Takes the colour; brushes are made anew only if it is another one. */
  void colour(Colour newColour, List<Raster> rasters, ColourSpace space) {
    if (newColour.equals(colour)) {
      return;
    }
    colour = newColour;
    brushes.clear();
    rasters.forEach(raster -> brushes.add(new Brush(raster, colour, space)));
  }

  Brush brush(int raster) {
    return brushes.get(raster);
  }

  Spans spans(int grid) {
    return spans.get(grid);
  }

  boolean isEmpty() {
    return spans.stream().allMatch(Spans::isEmpty);
  }
}
