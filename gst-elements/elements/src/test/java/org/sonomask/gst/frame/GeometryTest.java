// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.focus.SonoFocusProvider;
import org.sonomask.gst.mask.Aspect;
import org.sonomask.gst.matte.SonoMatteProvider;
import org.sonomask.gst.overlay.SonoOverlayProvider;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.LabelMask;

/**
 * Where a mask is shown is where its object is in the picture, to half a pixel of the mask: the
 * object is drawn into the picture, and GStreamer turns, scales and squeezes both together.
 */
class GeometryTest {

  private static final int ROUNDS = 4;
  private static final int PIXEL = 4;

  /** Edges of what is marked, in pixels. */
  private record Box(int left, int top, int right, int bottom) {}

  private final List<ElementRegistry.Registration> registrations = new ArrayList<>();
  private Area crop;
  private Aspect aspect = Aspect.UNKNOWN;
  private int width;
  private int height;
  private LabelMask mask;
  private byte[] picture;
  private byte[] painted;
  private byte[] key;

  @BeforeEach
  void register() {
    Launch.initialise();
    MaskWriter.register();
    registrations.add(ElementRegistry.add(new SonoMatteProvider()));
    registrations.add(ElementRegistry.add(new SonoOverlayProvider()));
    registrations.add(ElementRegistry.add(new SonoFocusProvider()));
    add("geostamp", this::stamp);
    add("geopicture", (caps, buffer) -> picture = TestElement.bytes(buffer));
    add("geopainted", (caps, buffer) -> painted = TestElement.bytes(buffer));
    add("geokey", (caps, buffer) -> key = TestElement.bytes(buffer));
  }

  private void add(String name, TestElement.OnBuffer onBuffer) {
    registrations.add(ElementRegistry.add(new TestElement(name, onBuffer)));
  }

  @AfterEach
  void withdraw() {
    registrations.forEach(ElementRegistry.Registration::close);
  }

  /** Draws the object, and attaches the mask that a model would have made of it. */
  private void stamp(String caps, long buffer) {
    Area shown = crop == null ? new Area(0, 0, width, height) : crop;
    if (crop != null) {
      Crops.crop(buffer, crop.x(), crop.y(), crop.width(), crop.height());
    }
    byte[] bytes = new byte[PIXEL * width * height];
    for (int i = 0; i < width * height; i++) {
      double x = (i % width + 0.5 - shown.left(mask.geometry())) / mask.geometry().width();
      double y = (i / width + 0.5 - shown.top(mask.geometry())) / mask.geometry().height();
      int column = (int) Math.floor(x / shown.width() * mask.width());
      int row = (int) Math.floor(y / shown.height() * mask.height());
      boolean inside = column >= 0 && column < mask.width() && row >= 0 && row < mask.height();
      boolean there = inside && mask.labels()[row * mask.width() + column] != 0;
      Arrays.fill(bytes, PIXEL * i, PIXEL * i + 3, (byte) (there ? 255 : 0));
      bytes[PIXEL * i + 3] = -1;
    }
    Gst.gst_buffer_fill(buffer, 0, bytes, bytes.length);
    Map<String, Object> fields = MaskWriter.fields(mask, 1);
    fields.put("aspect-width", aspect.width());
    fields.put("aspect-height", aspect.height());
    MaskWriter.attach(buffer, fields);
  }

  /** A rectangle somewhere in the middle of a mask that lies somewhere on the picture. */
  private static LabelMask mask(Random random) {
    int columns = 10 + random.nextInt(20);
    int rows = 10 + random.nextInt(20);
    int left = 2 + random.nextInt(columns / 3);
    int top = 2 + random.nextInt(rows / 3);
    int right = columns - 2 - random.nextInt(columns / 3);
    int bottom = rows - 2 - random.nextInt(rows / 3);
    byte[] labels = new byte[columns * rows];
    for (int row = top; row < bottom; row++) {
      Arrays.fill(labels, row * columns + left, row * columns + right, (byte) 1);
    }
    double x = 0.3 * random.nextDouble();
    double y = 0.3 * random.nextDouble();
    MaskGeometry geometry =
        random.nextInt(3) == 0
            ? MaskGeometry.WHOLE
            : new MaskGeometry(x, y, (1 - x) * (0.6 + 0.4 * random.nextDouble()), (1 - y) * 0.8);
    return new LabelMask(
        columns, rows, labels, labels.clone(), geometry, List.of("background", "dog"));
  }

  private void play(String before, String direction) {
    String turned = " video-direction=" + direction;
    String description =
        "videotestsrc num-buffers=2 pattern=black ! video/x-raw,format=RGBA,width=%d,height=%d%s"
                .formatted(width, height, before)
            + " ! geopicture ! sonomatte name=m effect=none feather=0"
            + turned
            + " ! sonooverlay opacity=1 outline-width=0 labels=false"
            + turned
            + " ! geopainted ! fakesink  m.matte ! geokey ! fakesink";
    try (TestPipeline pipeline = new TestPipeline(description)) {
      pipeline.playToEnd();
    }
  }

  @ParameterizedTest
  @EnumSource(Turn.class)
  void masksFollowTurnsScalingAndPixelAspectRatios(Turn turn) {
    Random random = new Random(turn.ordinal());
    for (int round = 0; round < ROUNDS; round++) {
      width = 120 + random.nextInt(100);
      height = 120 + random.nextInt(100);
      mask = mask(random);
      int outWidth = 100 + random.nextInt(200);
      int outHeight = 100 + random.nextInt(200);
      String nick = nick(turn);
      play(
          String.format(
              Locale.ROOT,
              ",pixel-aspect-ratio=%d/%d ! geostamp ! videoflip video-direction=%s"
                  + " ! videoscale add-borders=false"
                  + " ! video/x-raw,width=%d,height=%d,pixel-aspect-ratio=1/1",
              1 + random.nextInt(3),
              1 + random.nextInt(3),
              nick,
              outWidth,
              outHeight),
          nick);
      LabelMask shown = turn.apply(mask);
      compare(shown, new Area(0, 0, outWidth, outHeight), outWidth, outHeight);
    }
  }

  /** What videoscale does on its own, when neither size nor pixels leave it another way. */
  @ParameterizedTest
  @EnumSource(Turn.class)
  void masksFollowBars(Turn turn) {
    Random random = new Random(100 + turn.ordinal());
    for (int round = 0; round < 2 * ROUNDS; round++) {
      width = 120 + random.nextInt(100);
      height = 120 + random.nextInt(100);
      mask = mask(random);
      int pixelWidth = 2 + random.nextInt(2);
      int pixelHeight = 2 + random.nextInt(2);
      aspect = Aspect.of(width, height, pixelWidth, pixelHeight);
      int outWidth = 100 + random.nextInt(200);
      int outHeight = 100 + random.nextInt(200);
      int outPixelWidth = 2 + random.nextInt(2);
      int outPixelHeight = 2 + random.nextInt(2);
      play(
          String.format(
              Locale.ROOT,
              ",pixel-aspect-ratio=%d/%d ! geostamp ! videoflip video-direction=%s ! videoscale"
                  + " ! video/x-raw,width=%d,height=%d,pixel-aspect-ratio=%d/%d",
              pixelWidth,
              pixelHeight,
              nick(turn),
              outWidth,
              outHeight,
              outPixelWidth,
              outPixelHeight),
          nick(turn));
      Aspect turned = turn.apply(aspect);
      double ratio =
          ((double) turned.width() / turned.height())
              / ((double) outWidth * outPixelWidth / (outHeight * outPixelHeight));
      MaskGeometry place = turn.apply(mask).geometry();
      LabelMask shown =
          turn.apply(mask)
              .at(
                  new MaskGeometry(
                      0,
                      0,
                      place.width() * Math.min(1, ratio),
                      place.height() * Math.min(1, 1 / ratio)));
      compare(shown, new Area(0, 0, outWidth, outHeight), outWidth, outHeight);
    }
  }

  /** Downstream of the camera the picture is turned as it was upstream of it, bars or not. */
  @ParameterizedTest
  @EnumSource(Turn.class)
  void masksFollowTheCameraOnTurnedPictures(Turn turn) {
    Random random = new Random(200 + turn.ordinal());
    for (int round = 0; round < ROUNDS; round++) {
      width = 120 + random.nextInt(100);
      height = 120 + random.nextInt(100);
      mask = mask(random);
      aspect = Aspect.of(width, height, 1, 1);
      int outWidth = 100 + random.nextInt(200);
      int outHeight = 100 + random.nextInt(200);
      play(
          " ! geostamp ! videoflip video-direction=%s ! videoscale".formatted(nick(turn))
              + " ! video/x-raw,width=%d,height=%d,pixel-aspect-ratio=1/1"
                  .formatted(100 + random.nextInt(200), 100 + random.nextInt(200))
              + " ! sonofocus video-direction=%s ! video/x-raw,width=%d,height=%d"
                  .formatted(nick(turn), outWidth, outHeight),
          nick(turn));
      compare(outWidth, outHeight, objectColumns(turn.apply(mask)), objectRows(turn.apply(mask)));
    }
  }

  private static int objectColumns(LabelMask mask) {
    return (int)
        IntStream.range(0, mask.width() * mask.height())
            .filter(i -> mask.labels()[i] != 0)
            .map(i -> i % mask.width())
            .distinct()
            .count();
  }

  private static int objectRows(LabelMask mask) {
    return (int)
        IntStream.range(0, mask.width() * mask.height())
            .filter(i -> mask.labels()[i] != 0)
            .map(i -> i / mask.width())
            .distinct()
            .count();
  }

  private static String nick(Turn turn) {
    return Turn.choices()[turn.ordinal()].nick();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void masksLieWithinCroppedPictures(int seed) {
    Random random = new Random(seed);
    width = 160 + random.nextInt(60);
    height = 160 + random.nextInt(60);
    crop =
        new Area(
            random.nextInt(20),
            random.nextInt(20),
            100 + random.nextInt(40),
            90 + random.nextInt(40));
    mask = mask(random);
    play(" ! geostamp", "identity");
    compare(mask, crop, width, height);
  }

  private void compare(LabelMask shown, Area area, int outWidth, int outHeight) {
    assertShown(
        outWidth,
        outHeight,
        object ->
            new double[] {
              shown.geometry().width() * area.width() / shown.width(),
              shown.geometry().height() * area.height() / shown.height()
            });
  }

  /** Where a pixel of the mask is as large as the object tells that has so many of them. */
  private void compare(int outWidth, int outHeight, int columns, int rows) {
    assertShown(
        outWidth,
        outHeight,
        object ->
            new double[] {
              (double) (object.right - object.left) / columns,
              (double) (object.bottom - object.top) / rows
            });
  }

  private void assertShown(int outWidth, int outHeight, Function<Box, double[]> maskPixel) {
    int stride = outWidth + 3 & ~3;
    Box object = box(outWidth, outHeight, i -> (picture[PIXEL * i] & 255) > 127);
    Box cut =
        box(outWidth, outHeight, i -> (key[i / outWidth * stride + i % outWidth] & 255) > 127);
    Box paint =
        box(
            outWidth,
            outHeight,
            i -> (painted[PIXEL * i] & 255) > 64 && (painted[PIXEL * i + 2] & 255) < 64);
    double across = maskPixel.apply(object)[0] / 2 + 1;
    double down = maskPixel.apply(object)[1] / 2 + 1;
    assertNear(object, cut, across, down);
    assertNear(object, paint, across, down);
  }

  private static Box box(int width, int height, IntPredicate marked) {
    Box box = new Box(width, height, 0, 0);
    for (int i = 0; i < width * height; i++) {
      if (marked.test(i)) {
        int x = i % width;
        int y = i / width;
        box =
            new Box(
                Math.min(box.left, x),
                Math.min(box.top, y),
                Math.max(box.right, x + 1),
                Math.max(box.bottom, y + 1));
      }
    }
    assertTrue(box.right > box.left, "nothing is marked");
    return box;
  }

  private static void assertNear(Box expected, Box actual, double across, double down) {
    String both = expected + " and " + actual;
    assertEquals(expected.left, actual.left, across, both);
    assertEquals(expected.right, actual.right, across, both);
    assertEquals(expected.top, actual.top, down, both);
    assertEquals(expected.bottom, actual.bottom, down, both);
  }
}
