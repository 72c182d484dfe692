// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.sonomask.combo.network.BilateralFusion.Fused;
import org.sonomask.combo.network.PixelDecoder.Pixels;
import org.sonomask.combo.network.SiamEncoder.Encoded;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ShapeTensors;
import org.sonomask.combo.tensor.Tensors;

/**
 * The whole network (arXiv 2312.06462), from normalised pictures to predictions. It holds no
 * weights: the algebra brings them.
 *
 * <p>There are two forms. The <b>clip</b> form is the official one: all frames of clips at once.
 * The <b>stream</b> form computes one frame from its picture and the sound of its last T seconds:
 * it is the clip form's last frame, had all frames of the clip the same picture. With T = 1 both
 * are the same.
 */
public final class Combo {
  private static final int MEL_FRAMES = 96;
  private static final int MEL_BANDS = 64;

  private final ComboConfig config;
  private final SiamEncoder siamEncoder;
  private final PixelDecoder pixelDecoder;
  private final AudioBackbone audioBackbone;
  private final BilateralFusion fusion;
  private final AudioQuery audioQuery;
  private final MaskedAttentionDecoder decoder;
  private final Recognition recognition;

  public Combo(ComboConfig config) {
    this.config = config;
    int audio = config.audioBackbone().features();
    this.siamEncoder =
        new SiamEncoder(config.imageBackbone(), config.priorBackbone(), config.siam());
    this.pixelDecoder = new PixelDecoder(config, siamEncoder.channels());
    this.audioBackbone = config.audioBackbone().create();
    this.fusion = new BilateralFusion(config, audio);
    this.audioQuery = new AudioQuery(audio, config.audioQuery(), config.hidden(), config.queries());
    this.decoder = new MaskedAttentionDecoder(config);
    this.recognition = new Recognition(config);
  }

  /** The sizes. */
  public ComboConfig config() {
    return config;
  }

  /** Every parameter, each key once. */
  public Collection<Parameter> parameters() {
    ShapeTensors shapes = new ShapeTensors();
    long[] picture = {-config.frames(), 3, config.height(), config.width()};
    clip(
        shapes,
        picture,
        picture,
        new long[] {-config.frames(), 1, MEL_FRAMES, MEL_BANDS},
        config.frames());
    return shapes.parameters();
  }

  /**
   * Predicts all frames of clips.
   *
   * @param picture normalised, [clips · frames, 3, height, width], clip after clip
   * @param maskige normalised, the same shape
   * @param logMel [clips · frames, 1, 96, 64]
   * @param frames of one clip; all frames there are for the official mixing across a batch
   * @return one prediction before the decoder and one after each of its layers; the last counts
   */
  public <T> List<Prediction<T>> clip(Tensors<T> t, T picture, T maskige, T logMel, int frames) {
    return clip(t, picture, maskige, frames, audioBackbone.embed(t, logMel));
  }

  /**
   * Predicts all frames of clips that do not fill their ten seconds (combo section 4.2): all sounds
   * are embedded, then those of invalid seconds are dropped.
   *
   * @param picture of valid seconds only, normalised, [valid seconds, 3, height, width]
   * @param maskige normalised, the same shape
   * @param logMel [seconds, 1, 96, 64]
   * @param valid flag of each second
   * @param frames valid seconds of one clip
   * @return as {@link #clip(Tensors, Object, Object, Object, int)}
   */
  public <T> List<Prediction<T>> clip(
      Tensors<T> t, T picture, T maskige, T logMel, boolean[] valid, int frames) {
    long[] heard = IntStream.range(0, valid.length).filter(i -> valid[i]).asLongStream().toArray();
    T embedded = t.gather(audioBackbone.embed(t, logMel), 0, t.indices(heard, heard.length));
    return clip(t, picture, maskige, frames, embedded);
  }

  private <T> List<Prediction<T>> clip(Tensors<T> t, T picture, T maskige, int frames, T embedded) {
    long[] shape = t.shape(embedded);
    T sound = t.named("audio_feature", t.reshape(embedded, shape[0], 1, shape[1]));
    Encoded<T> encoded = siamEncoder.encode(t, picture, maskige);
    Pixels<T> pixels = pixelDecoder.decode(t, encoded.levels());
    Fused<T> fused = fusion.fuse(t, pixels.maskFeatures(), pixels.maskLevel(), sound);
    T heard = audioQuery.clip(t, fused.audio(), frames);
    return decode(t, pixels, fused, heard, recognition.of(t, encoded.pictures(), sound));
  }

  /**
   * Predicts one frame per window.
   *
   * @param picture normalised, [N, 3, height, width]
   * @param maskige normalised, the same shape
   * @param logMel [N, T, 96, 64], oldest first; the last example is the frame's own
   * @return as {@link #clip}
   */
  public <T> List<Prediction<T>> stream(Tensors<T> t, T picture, T maskige, T logMel) {
    long[] shape = t.shape(logMel);
    T examples = t.reshape(logMel, shape[0] * shape[1], 1, shape[2], shape[3]);
    T sound =
        t.reshape(
            audioBackbone.embed(t, examples),
            shape[0],
            shape[1],
            config.audioBackbone().features());
    Encoded<T> encoded = siamEncoder.encode(t, picture, maskige);
    Pixels<T> pixels = pixelDecoder.decode(t, encoded.levels());
    Fused<T> fused = fusion.fuse(t, pixels.maskFeatures(), pixels.maskLevel(), sound);
    T heard = audioQuery.last(t, fused.audio());
    return decode(t, pixels, fused, heard, recognition.of(t, encoded.pictures(), sound));
  }

  private <T> List<Prediction<T>> decode(
      Tensors<T> t,
      Pixels<T> pixels,
      Fused<T> fused,
      T heard,
      UnaryOperator<Prediction<T>> recognised) {
    T queries = t.add(heard, decoder.learnedQueries(t));
    return decoder.decode(
        t, queries, fused.maskFeatures(), pixels.maskLevel(), pixels.scales(), recognised);
  }
}
