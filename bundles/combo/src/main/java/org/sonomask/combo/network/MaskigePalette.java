// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

/**
 * The colours of a maskige's objects (combo section 3.2): the 150 colours that the segmentation
 * field uses for ADE20K, without a separate background. Index 0 is what no mask covers; indices
 * beyond the palette are black.
 */
public final class MaskigePalette {
  /** Colours that exist. */
  public static final int SIZE = 150;

  private static final String RGB =
      "787878b4787806e6e650323204c8037878508c8c8ccc05ffe6e6e604fa07"
          + "e005ffebff0796053d78784608ff33ff06528fff8cccff04ff3307cc4603"
          + "0066c83de6faff06330b66ffff0747ff09e00907e6dcdcdcff095c7009ff"
          + "08ffd607ffe0ffb8060aff47ff290a07ffffe0ff086608ffff3d06ffc207"
          + "ff7a0800ff14ff0829ff05990633ffeb0cffa0961400a3ff8c8c8cfa0a0f"
          + "14ff001fff00ff1f00ffe00099ff000000ffff470000ebff00adff1f00ff"
          + "0bc8c8ff520000fff5003dff00ff7000ff85ff0000ffa300ff6600c2ff00"
          + "008fff33ff000052ff00ff2900ffad0a00ffadff0000ff99ff5c00ff00ff"
          + "ff00f5ff0066ffad00ff0014ffb8b8001fff00ff3d0047ffff00cc00ffc2"
          + "00ff52000aff0070ff3300ff00c2ff007aff00ffa3ff990000ff0aff7000"
          + "8fff005200ffa3ff00ffeb0008b8aa8500ff00ff5cb800ffff001f00b8ff"
          + "00d6ffff00705cff0000e0ff70e0ff46b8a0a300ff9900ff47ff00ff00a3"
          + "ffcc00ff008f00ffeb85ff00ff00ebf500ffff007afff5000abed4d6ff00"
          + "00ccff1400ffffff000099ff0029ff00ffcc2900ff29ff00ad00ff00f5ff"
          + "4700ff7a00ff00ffb8005cffb8ff000085ffffd60019c2c266ff005c00ff";

  private MaskigePalette() {}

  /**
   * One channel of a colour.
   *
   * @param index 0 to 255
   * @param channel 0 red, 1 green, 2 blue
   * @return 0 to 255
   */
  public static int channel(int index, int channel) {
    int at = (index * 3 + channel) * 2;
    return index < SIZE ? Integer.parseInt(RGB.substring(at, at + 2), 16) : 0;
  }
}
