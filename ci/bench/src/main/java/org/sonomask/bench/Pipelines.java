// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The pipelines that are measured and compared, in gst-launch-1.0's syntax. */
final class Pipelines {

  /** The class colour of {@link BenchMasks#flat()}, as videotestsrc takes it. */
  private static final String COLOUR = "0x80804000";

  private static final String FLAT = "sonooverlay opacity=0.5 outline-width=0 labels=false";
  private static final String MATTE = "sonomatte feather=0";
  private static final String SINK = " ! fakesink sync=false";

  private static final int WIDTH = MediaBench.WIDTH;
  private static final int HEIGHT = MediaBench.HEIGHT;

  private static final String KEYER = "alpha method=green ! " + caps("AYUV", WIDTH, HEIGHT);

  /** Five seconds. */
  private static final int LIVE_FRAMES = 125;

  private final int frames;
  private final Path image;
  private final Path records;

  /**
   * @param frames that each pipeline processes
   * @param image a picture of the flat mask for gdkpixbufoverlay
   * @param records masks of as many frames for sonometadec
   */
  Pipelines(int frames, Path image, Path records) {
    this.frames = frames;
    this.image = image;
    this.records = records;
  }

  List<Variant> variants() {
    String plain = source("solid-color") + SINK;
    return List.of(
        new Variant("identity", source("solid-color") + " ! identity" + SINK, plain, frames),
        stamped("sonooverlay", "benchflat", FLAT),
        stamped("sonooverlay, 5 new masks/s, outline, names", "benchshapes", "sonooverlay"),
        new Variant(
            "gdkpixbufoverlay",
            source("solid-color") + " ! " + imageOverlay() + SINK,
            plain,
            frames),
        composed("compositor", clear("AYUV"), ""),
        composed("compositor, one opaque rectangle", clear("I420"), "sink_1::alpha=0.5"),
        matte("sonomatte", "I420", MATTE + " ! " + caps("A420", WIDTH, HEIGHT)),
        matte("sonomatte, AYUV in place", "AYUV", MATTE),
        matte("sonomatte, blur", "I420", "sonomatte effect=blur"),
        keyed("alpha", "I420", KEYER),
        keyed("alpha, from AYUV", "AYUV", KEYER),
        keyed("alpha, one value all over", "AYUV", KEYER.replace("green", "set")),
        marked(),
        stamped("sonofocus", "benchshapes", "sonofocus"),
        stamped("sonofocus, shot as metadata", "benchshapes", "sonofocus output=crop"),
        new Variant(
            "videocrop and videoscale, one fixed shot",
            source("solid-color") + " ! " + fixedShot() + SINK,
            plain,
            frames),
        stamped("sonometa, 5 records/s", "benchshapes", "sonometa name=m  m.meta ! fakesink  m."),
        new Variant(
            "sonometadec, 5 records/s",
            source("solid-color") + " ! sonometadec location=" + records + SINK,
            plain,
            frames));
  }

  private static String fixedShot() {
    return "videocrop left=%d right=%d top=%d bottom=%d ! videoscale ! %s"
        .formatted(WIDTH / 8, WIDTH / 8, HEIGHT / 8, HEIGHT / 8, caps("I420", WIDTH, HEIGHT));
  }

  private Variant stamped(String name, String stamp, String element) {
    String before = source("solid-color") + " ! " + stamp;
    return new Variant(name, before + " ! " + element + SINK, before + SINK, frames);
  }

  private Variant matte(String name, String format, String element) {
    String before = boxed(format) + " ! benchflat";
    return new Variant(name, before + " ! " + element + SINK, before + SINK, frames);
  }

  private Variant keyed(String name, String format, String element) {
    return new Variant(name, boxed(format) + " ! " + element + SINK, boxed(format) + SINK, frames);
  }

  /** compositor with the mask as a second stream; needs a conversion back where that has alpha. */
  private Variant composed(String name, String mask, String settings) {
    return new Variant(
        name,
        source("solid-color") + compositor(settings) + SINK + "  " + mask + " ! c.sink_1",
        source("solid-color") + SINK + "  " + mask + SINK,
        frames);
  }

  /**
   * sonomask with sound, live and in real time, so that it takes as many frames as it would in use:
   * what it adds beyond the model's own work.
   */
  private Variant marked() {
    String pictures = live("videotestsrc pattern=solid-color") + caps("I420", WIDTH, HEIGHT);
    String sound = live("audiotestsrc samplesperbuffer=1920") + "audio/x-raw,rate=48000,channels=2";
    String sink = " ! fakesink sync=true";
    return new Variant(
        "sonomask",
        "sonomask name=m sync-mode=live  "
            + (pictures + " ! m.video_sink  m.video_src" + sink + "  ")
            + (sound + " ! m.audio_sink  m.audio_src" + sink),
        pictures + " ! queue" + sink + "  " + sound + " ! queue" + sink,
        LIVE_FRAMES);
  }

  private static String live(String source) {
    return source + " is-live=true num-buffers=" + LIVE_FRAMES + " ! ";
  }

  /** The frame that the flat mask is painted on, written to a file. */
  String unpainted(Path file) {
    return source("smpte") + fileSink(file);
  }

  // The same with the flat mask, painted by our element and by others.

  String paintedByUs(Path file) {
    return source("smpte") + " ! benchflat ! " + FLAT + fileSink(file);
  }

  String paintedByImageOverlay(Path file) {
    return source("smpte") + " ! " + imageOverlay() + fileSink(file);
  }

  String paintedByCompositor(Path file) {
    return source("smpte") + compositor("") + fileSink(file) + "  " + clear("AYUV") + " ! c.sink_1";
  }

  /** What is transparent outside of the flat mask, cut out by it. */
  String cutOutByUs(Path file) {
    return boxed("I420")
        + " ! benchflat ! "
        + MATTE
        + " ! video/x-raw,format=A420"
        + fileSink(file);
  }

  /** The same cut out by its colour. */
  String cutOutByKeyer(Path file) {
    return boxed("I420") + " ! " + KEYER + fileSink(file);
  }

  /** A green frame with another colour where the flat mask is. */
  private String boxed(String format) {
    return "videotestsrc num-buffers=%d pattern=solid-color foreground-color=0xffb04ab0 ! %s"
            .formatted(frames, caps(format, WIDTH / 3, HEIGHT / 3))
        + " ! videobox fill=green left=-%d right=-%d top=-%d bottom=-%d ! %s"
            .formatted(WIDTH / 3, WIDTH / 3, HEIGHT / 3, HEIGHT / 3, caps(format, WIDTH, HEIGHT));
  }

  private String source(String pattern) {
    return "videotestsrc num-buffers=%d pattern=%s foreground-color=0xff5a6e46 ! %s"
        .formatted(frames, pattern, caps("I420", WIDTH, HEIGHT));
  }

  /** The flat mask as a stream, half transparent where its format has alpha. */
  private String clear(String format) {
    return "videotestsrc num-buffers=%d pattern=solid-color foreground-color=%s ! %s"
        .formatted(frames, COLOUR, caps(format, WIDTH / 3, HEIGHT / 3));
  }

  private static String caps(String format, int width, int height) {
    return String.format(
        Locale.ROOT,
        "video/x-raw,format=%s,width=%d,height=%d,framerate=25/1,colorimetry=bt601",
        format,
        width,
        height);
  }

  private String imageOverlay() {
    return "gdkpixbufoverlay location=%s offset-x=%d offset-y=%d"
        .formatted(image, WIDTH / 3, HEIGHT / 3);
  }

  private static String compositor(String settings) {
    return " ! compositor name=c sink_1::xpos=%d sink_1::ypos=%d %s ! videoconvert ! %s"
        .formatted(WIDTH / 3, HEIGHT / 3, settings, caps("I420", WIDTH, HEIGHT));
  }

  private static String fileSink(Path file) {
    return " ! filesink location=" + file;
  }
}
