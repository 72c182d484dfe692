// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;

/**
 * The sizes of a COMBO network (combo section 1).
 *
 * @param name of the configuration
 * @param imageBackbone for the picture
 * @param priorBackbone for the maskige; its levels have the same channels
 * @param audioBackbone for the sound
 * @param width of picture, maskige and mask; divisible by 32
 * @param height of picture, maskige and mask; divisible by 32
 * @param frames T, seconds of sound that the queries of a frame hear
 * @param classes names by label, background first
 * @param normalisation of picture and maskige
 * @param hidden features of tokens, queries and mask features
 * @param heads of every attention; divides hidden
 * @param groups of the pixel decoder's group normalisations; divides hidden
 * @param encoderLayers deformable layers of the pixel decoder
 * @param encoderFeedForward hidden features in them
 * @param points sampled per head and level
 * @param siam whether there is a prior backbone; without it the picture's features stay alone
 * @param fusion whether sound and mask features attend to each other; false only in the official
 *     test configuration of AVSS with ResNet-50 (combo section 1)
 * @param separable whether the mask features' 3×3 convolution is depth-wise separable
 * @param queries number of queries
 * @param decoderLayers layers of the masked-attention decoder
 * @param decoderFeedForward hidden features in them
 * @param audioQuery widths of the audio query's hidden layers
 * @param recognition whether what the backbones know of kinds of objects and sounds joins the
 *     queries' classes ({@link Recognition})
 * @param decision how scores become labels
 */
public record ComboConfig(
    String name,
    BackboneKind imageBackbone,
    BackboneKind priorBackbone,
    AudioBackboneConfig audioBackbone,
    int width,
    int height,
    int frames,
    List<String> classes,
    PictureNormalisation normalisation,
    int hidden,
    int heads,
    int groups,
    int encoderLayers,
    int encoderFeedForward,
    int points,
    boolean siam,
    boolean fusion,
    boolean separable,
    int queries,
    int decoderLayers,
    int decoderFeedForward,
    List<Integer> audioQuery,
    boolean recognition,
    Decision decision) {

  public ComboConfig {
    classes = List.copyOf(classes);
    audioQuery = List.copyOf(audioQuery);
    if (width % 32 != 0 || height % 32 != 0 || width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "width and height must be divisible by 32, but are " + width + "x" + height);
    }
    if (hidden % heads != 0 || hidden % groups != 0 || hidden % 4 != 0) {
      throw new IllegalArgumentException(
          "hidden must be divisible by heads, groups and 4, but is " + hidden);
    }
    if (frames < 1 || classes.size() < 2) {
      throw new IllegalArgumentException("a network needs a frame and two classes at least");
    }
  }

  /** The same network for clips of another length. */
  public ComboConfig withFrames(int other) {
    return with(audioBackbone, other, siam, fusion, decision);
  }

  /** The same network with other ears. */
  public ComboConfig withAudioBackbone(AudioBackboneConfig other) {
    return with(other, frames, siam, fusion, decision);
  }

  /** The same network without the siam encoder module: it does not look at the maskige. */
  public ComboConfig withoutSiam() {
    return with(audioBackbone, frames, false, fusion, decision);
  }

  /** The same network without bilateral fusion. */
  public ComboConfig withoutFusion() {
    return with(audioBackbone, frames, siam, false, decision);
  }

  /** The same network with other labels for the same scores. */
  public ComboConfig withDecision(Decision other) {
    return with(audioBackbone, frames, siam, fusion, other);
  }

  private ComboConfig with(
      AudioBackboneConfig audioBackbone,
      int frames,
      boolean siam,
      boolean fusion,
      Decision decision) {
    return new ComboConfig(
        name,
        imageBackbone,
        priorBackbone,
        audioBackbone,
        width,
        height,
        frames,
        classes,
        normalisation,
        hidden,
        heads,
        groups,
        encoderLayers,
        encoderFeedForward,
        points,
        siam,
        fusion,
        separable,
        queries,
        decoderLayers,
        decoderFeedForward,
        audioQuery,
        recognition,
        decision);
  }

  /** The official S4 and MS3 network: is it background, or does it sound? */
  public static ComboConfig object(String name, BackboneKind backbone) {
    return official(name, backbone, 5, List.of("background", "sounding"));
  }

  /**
   * The official AVSS network.
   *
   * @param frames 5 for the sets v1s and v1m, 10 for v2
   */
  public static ComboConfig semantic(String name, BackboneKind backbone, int frames) {
    return official(name, backbone, frames, SemanticClasses.NAMES);
  }

  /** A network with the official sizes. */
  public static ComboConfig official(
      String name, BackboneKind backbone, int frames, List<String> classes) {
    return new ComboConfig(
        name,
        backbone,
        backbone,
        VggishConfig.ORIGINAL,
        224,
        224,
        frames,
        classes,
        PictureNormalisation.IMAGENET,
        256,
        8,
        32,
        6,
        1024,
        4,
        true,
        true,
        false,
        100,
        9,
        2048,
        List.of(4096, 4096),
        false,
        Decision.BEST_SCORE);
  }

  /**
   * COMBO-Lite: small enough for live masks on one CPU core; each frame hears its own second, and
   * what the pretrained backbones recognise joins the queries' classes.
   */
  public static ComboConfig lite(List<String> classes) {
    return new ComboConfig(
        "combo-lite",
        BackboneKind.EFFICIENTNET_LITE0,
        BackboneKind.SEPARABLE,
        YamnetConfig.PUBLISHED,
        224,
        224,
        1,
        classes,
        PictureNormalisation.CENTRED,
        128,
        8,
        32,
        2,
        256,
        4,
        true,
        true,
        true,
        32,
        3,
        256,
        List.of(256),
        true,
        Decision.SOUNDING_SHARE);
  }
}
