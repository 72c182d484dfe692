// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Masks;

/** Masks with a region for each class that sounds in them. */
public final class RandomFrames {
  public static final List<String> CLASSES = List.of("background", "dog", "violin", "car");

  private RandomFrames() {}

  /** The mask of a running time, always the same for it. */
  public static MaskFrame at(long runningTime, long duration) {
    Random random = new Random(runningTime);
    int width = 8 + random.nextInt(40);
    int height = 8 + random.nextInt(40);
    LabelMask mask = Masks.blobs(random, width, height, MaskGeometry.WHOLE);
    List<Region> regions = new ArrayList<>();
    for (int label = 1; label < CLASSES.size(); label++) {
      Region region = region(mask, label, random.nextFloat());
      if (region.area() > 0) {
        regions.add(region);
      }
    }
    return new MaskFrame(
        "talk",
        runningTime,
        duration,
        width,
        height,
        mask.labels(),
        mask.confidence(),
        regions,
        mask.geometry(),
        random.nextFloat(),
        MaskSource.INFERRED,
        "test-model");
  }

  /** Label, box and area of each class that is in a mask. */
  static Set<List<Integer>> boxes(LabelMask mask) {
    return boxes(
        IntStream.range(1, CLASSES.size())
            .mapToObj(label -> region(mask, label, 0))
            .filter(region -> region.area() > 0)
            .toList());
  }

  /** Label, box and area of regions. */
  static Set<List<Integer>> boxes(List<Region> regions) {
    return regions.stream()
        .map(one -> List.of(one.label(), one.x(), one.y(), one.width(), one.height(), one.area()))
        .collect(Collectors.toSet());
  }

  private static Region region(LabelMask mask, int label, float score) {
    int left = mask.width();
    int top = mask.height();
    int right = 0;
    int bottom = 0;
    int area = 0;
    for (int i = 0; i < mask.labels().length; i++) {
      if (mask.labels()[i] == label) {
        left = Math.min(left, i % mask.width());
        right = Math.max(right, i % mask.width() + 1);
        top = Math.min(top, i / mask.width());
        bottom = Math.max(bottom, i / mask.width() + 1);
        area++;
      }
    }
    return new Region(
        label, CLASSES.get(label), score, left, top, right - left, bottom - top, area);
  }
}
