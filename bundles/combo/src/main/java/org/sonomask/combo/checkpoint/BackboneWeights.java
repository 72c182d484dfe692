// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.PictureNormalisation;
import org.sonomask.combo.tensor.Parameter;

/**
 * ImageNet weights of a backbone, under the names that they have in a COMBO network: as the names
 * of detectron2 and the public PVTv2 and EfficientNet-Lite files already are, or translated from
 * torchvision or from {@link FoldedResNet}. Classification heads are left out.
 */
public final class BackboneWeights {
  private static final Pattern HEAD =
      Pattern.compile("(head|fc|stem\\.fc|_fc|_conv_head|_bn1)\\..*|.*\\.num_batches_tracked");
  private static final Pattern TORCHVISION =
      Pattern.compile("(?:layer(\\d)\\.(\\d+)\\.)?(conv|bn|downsample\\.)(\\d)\\.(.+)");

  private static final String AUDIO = "audio_backbone.";
  private static final List<String> PICTURES = List.of("backbone.", "pre_sam_backbone.");

  private BackboneWeights() {}

  /**
   * What a network starts its training with: both picture backbones, where they are of one kind,
   * from the ImageNet weights of one file, or the sound's backbone from a VGGish file.
   *
   * @throws CheckpointException if the file does not fill them; the message names the keys
   */
  public static Map<String, StoredTensor> initial(Checkpoint checkpoint, ComboConfig network)
      throws IOException {
    List<String> prefixes =
        isVggish(checkpoint)
            ? List.of(AUDIO)
            : PICTURES.subList(0, network.imageBackbone() == network.priorBackbone() ? 2 : 1);
    Collection<Parameter> parameters = new Combo(network).parameters();
    Map<String, StoredTensor> all = new LinkedHashMap<>();
    for (String prefix : prefixes) {
      Map<String, StoredTensor> tensors = of(checkpoint, prefix);
      Weights.of(tensors, parameters.stream().filter(p -> p.key().startsWith(prefix)).toList());
      all.putAll(tensors);
    }
    return all;
  }

  private static boolean isVggish(Checkpoint checkpoint) {
    return checkpoint.tensors().containsKey("embeddings.0.weight");
  }

  /**
   * Names the tensors for a backbone.
   *
   * @param prefix {@code backbone.}, {@code pre_sam_backbone.} or {@code audio_backbone.}
   */
  public static Map<String, StoredTensor> of(Checkpoint checkpoint, String prefix)
      throws IOException {
    if (FoldedResNet.isOne(checkpoint.tensors())) {
      return FoldedResNet.of(checkpoint.tensors(), prefix, PictureNormalisation.IMAGENET);
    }
    boolean torchvision = checkpoint.tensors().containsKey("layer1.0.conv1.weight");
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    checkpoint
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (!HEAD.matcher(name).matches()) {
                tensors.put(prefix + (torchvision ? translated(name) : name), tensor);
              }
            });
    return tensors;
  }

  private static String translated(String name) {
    Matcher part = TORCHVISION.matcher(name);
    if (!part.matches()) {
      return name;
    }
    String block =
        part.group(1) == null
            ? "stem."
            : "res" + (Integer.parseInt(part.group(1)) + 1) + "." + part.group(2) + ".";
    return switch (part.group(3)) {
      case "conv" -> block + "conv" + part.group(4) + "." + part.group(5);
      case "bn" -> block + "conv" + part.group(4) + ".norm." + part.group(5);
      default -> block + "shortcut." + (part.group(4).equals("0") ? "" : "norm.") + part.group(5);
    };
  }
}
