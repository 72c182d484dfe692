// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A planned scene, ready to be rendered at any time and size. Immutable; safe for use by many
 * threads.
 */
public final class Scene {
  private final Corpus corpus;
  private final SceneKind kind;
  private final double duration;
  private final List<Actor> actors;
  private final List<Voice> voices;
  private final float[] sound;
  private final List<String> heard;
  private final FrameFinish finish;
  private final List<String> classes;

  /**
   * A scene.
   *
   * @param actors from back to front, the background first
   * @param voices all that sounds, visible or not
   * @param sound the mixed sound
   * @param heard ids of the sounds in it
   */
  Scene(
      Corpus corpus,
      SceneKind kind,
      double duration,
      List<Actor> actors,
      List<Voice> voices,
      float[] sound,
      List<String> heard,
      FrameFinish finish,
      List<String> classes) {
    this.corpus = corpus;
    this.kind = kind;
    this.duration = duration;
    this.actors = List.copyOf(actors);
    this.voices = List.copyOf(voices);
    this.sound = sound;
    this.heard = heard;
    this.finish = finish;
    this.classes = classes;
  }

  /** A scene with one voice, without noise, blur or ambience. */
  static Scene plain(
      Cast cast,
      List<String> classes,
      double duration,
      List<Actor> actors,
      Voice voice,
      SoundStage stage) {
    return new Scene(
        cast.corpus(),
        SceneKind.SINGLE,
        duration,
        actors,
        List.of(voice),
        stage.mix(List.of(voice), 0),
        stage.heard(),
        new FrameFinish(Toning.NONE, 0, 0, 0, 0),
        classes);
  }

  /** What the scene is about. */
  public SceneKind kind() {
    return kind;
  }

  /** Length in seconds. */
  public double duration() {
    return duration;
  }

  /** Names of the classes that sound at some time, visible or not, in the order they were cast. */
  public List<String> categories() {
    return voices.stream().map(Voice::category).distinct().toList();
  }

  /** Ids of the assets that are seen, from back to front, then of those that are heard. */
  public List<String> assets() {
    return Stream.concat(actors.stream().map(actor -> actor.asset().id()), heard.stream()).toList();
  }

  /** Identities of the sounding objects, or of all if none sounds, then of the recordings heard. */
  private List<String> identities() {
    boolean sounds = actors.stream().anyMatch(actor -> actor.voice() != null);
    return Stream.concat(
            actors.stream()
                .filter(actor -> !sounds || actor.voice() != null)
                .map(Actor::asset)
                .filter(asset -> asset.kind() != AssetKind.BACKGROUND),
            heard.stream().map(corpus::asset))
        .map(Asset::identity)
        .distinct()
        .toList();
  }

  /**
   * Draws the scene as it looks at one time.
   *
   * @param rgb {@code 3 * width * height} bytes, overwritten
   * @param owner {@code width * height} bytes, overwritten: from 1, the number of the actor at each
   *     pixel; 0 where nothing was drawn but surroundings
   */
  public void render(double time, int width, int height, byte[] rgb, byte[] owner) {
    render(time, width, height, new int[width * height], rgb, owner);
  }

  private void render(double time, int width, int height, int[] pixels, byte[] rgb, byte[] owner) {
    Arrays.fill(pixels, 0);
    Raster raster = new Raster(width, height, pixels);
    for (int i = 0; i < actors.size(); i++) {
      draw(raster, actors.get(i), i + 1, time);
    }
    for (int i = 0; i < pixels.length; i++) {
      owner[i] = (byte) (pixels[i] >>> 24);
    }
    finish.apply(pixels, width, height, time, rgb);
  }

  private void draw(Raster raster, Actor actor, int number, double time) {
    Picture picture = corpus.picture(actor.asset(), actor.frameAt(time));
    Placement at = actor.motion().at(time);
    if (actor.shadow() > 0) {
      double halfWidth = at.halfWidth(picture);
      double ground = actor.motion().start().y() + at.height() * 0.48;
      raster.shadow(at.x(), ground, 1.1 * halfWidth, 0.09 * at.height(), actor.shadow());
    }
    Toning toning = actor.toning() == Toning.NONE ? null : actor.toning();
    raster.draw(picture, at, toning, actor.erosion(), actor.wholeFrame(), number);
  }

  /**
   * Turns an owner map into labels: the class index of each actor that is audible in the window of
   * a frame at {@code time}, 0 elsewhere.
   */
  public byte[] labels(byte[] owner, double time, Alignment alignment) {
    return labels(owner, activeLabels(time, alignment));
  }

  private static byte[] labels(byte[] owner, byte[] label) {
    byte[] out = new byte[owner.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = label[owner[i]];
    }
    return out;
  }

  private byte[] activeLabels(double time, Alignment alignment) {
    byte[] label = new byte[actors.size() + 1];
    for (int i = 0; i < actors.size(); i++) {
      Voice voice = actors.get(i).voice();
      if (voice != null && voice.audible(alignment.start(time))) {
        label[i + 1] = known(voice.category());
      }
    }
    return label;
  }

  private byte[] objectLabels() {
    byte[] label = new byte[actors.size() + 1];
    for (int i = 0; i < actors.size(); i++) {
      label[i + 1] = known(actors.get(i).asset().category());
    }
    return label;
  }

  /** One byte a class: 1 if a voice of it, seen or not, is heard in the window of a frame. */
  private byte[] audible(double time, Alignment alignment) {
    byte[] audible = new byte[classes.size()];
    for (Voice voice : voices) {
      if (voice.audible(alignment.start(time))) {
        audible[known(voice.category())] = 1;
      }
    }
    audible[0] = 0;
    return audible;
  }

  /** Index of a class, 0 for what is none. */
  private byte known(String category) {
    return (byte) Math.max(0, classes.indexOf(category));
  }

  /** The whole sound, 16 kHz mono. */
  public short[] sound() {
    return Acoustics.quantise(sound);
  }

  /**
   * Renders a clip.
   *
   * @param seed to note in the clip
   * @param first time of the first frame
   * @param hop seconds between frames
   * @param count number of frames
   */
  Clip clip(long seed, double first, double hop, int count) {
    double[] times = new double[count];
    byte[][] frames = new byte[count][3 * Clip.SIZE * Clip.SIZE];
    byte[][][] labels = new byte[2][count][];
    byte[][] objects = new byte[count][];
    byte[][][] audible = new byte[2][count][];
    short[][][] windows = new short[2][count][Clip.WINDOW];
    int[] pixels = new int[Clip.SIZE * Clip.SIZE];
    byte[] owner = new byte[Clip.SIZE * Clip.SIZE];
    short[] whole = sound();
    for (int i = 0; i < count; i++) {
      double time = first + i * hop;
      times[i] = time;
      render(time, Clip.SIZE, Clip.SIZE, pixels, frames[i], owner);
      byte[] centred = activeLabels(time, Alignment.CENTRED);
      byte[] trailing = activeLabels(time, Alignment.TRAILING);
      labels[0][i] = labels(owner, centred);
      labels[1][i] = Arrays.equals(centred, trailing) ? labels[0][i] : labels(owner, trailing);
      objects[i] = labels(owner, objectLabels());
      audible[0][i] = audible(time, Alignment.CENTRED);
      audible[1][i] = audible(time, Alignment.TRAILING);
      cut(whole, Alignment.CENTRED.start(time), windows[0][i]);
      cut(whole, Alignment.TRAILING.start(time), windows[1][i]);
    }
    return new Clip(
        kind,
        seed,
        times,
        frames,
        labels[0],
        labels[1],
        objects,
        audible[0],
        audible[1],
        windows[0],
        windows[1],
        categories(),
        identities());
  }

  private static void cut(short[] whole, double start, short[] window) {
    int from = (int) Math.round(start * Clip.RATE);
    int skip = Math.max(0, -from);
    int length = Math.min(window.length, whole.length - from) - skip;
    if (length > 0) {
      System.arraycopy(whole, from + skip, window, skip, length);
    }
  }
}
