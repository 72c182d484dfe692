// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.checkpoint.PickledTensor;
import org.sonomask.combo.prior.MaskigeFile;

class BenchLayoutTest {
  @TempDir Path root;

  @Test
  void singleSourceClipsAreFoundWithTheirSoundMasksAndPriors() throws IOException {
    Path data = root.resolve("s4_data");
    for (int i = 1; i <= 5; i++) {
      picture(data.resolve("visual_frames/test/dog_barking/abc/abc_" + i + ".png"), 0x102030);
      mask(data.resolve("gt_masks/test/dog_barking/abc/abc_" + i + ".png"), 255);
      Path maskige = data.resolve("pre_SAM_mask/test/dog_barking/abc/abc_" + i + "_mask_color.png");
      Files.createDirectories(maskige.getParent());
      MaskigeFile.write(maskige, new MaskigeFile.Maskige(2, 2, new byte[] {1, 2, 3, 0}));
    }
    sound(data.resolve("audio_log_mel/test/dog_barking/abc.pkl"), 5);
    List<BenchClip> clips = BenchLayout.S4.clips(root, "test");
    assertEquals(1, clips.size());
    BenchClip clip = clips.get(0);
    assertEquals(5, clip.truth().size());
    assertArrayEquals(new byte[] {1, 1, 1, 1}, clip.labels(4, 2, 2));
    assertArrayEquals(new byte[] {0x10, 0x20, 0x30}, clip.frame(0, 1, 1));
    assertArrayEquals(new byte[] {1, 2, 3, 0}, clip.maskige(0, 2, 2).orElseThrow());
    assertTrue(clip.maskige(0, 4, 4).isEmpty());
    assertEquals(5, clip.examples().length);
    assertEquals(3 * 6144 + 7, clip.examples()[3][7]);
  }

  @Test
  void onlyTheFirstFrameOfASingleSourceClipIsLabelledForTraining() throws IOException {
    picture(root.resolve("s4_data/visual_frames/train/dog_barking/abc/abc_1.png"), 0);
    assertEquals(1, BenchLayout.S4.clips(root, "train").get(0).truth().size());
  }

  @Test
  void multiSourceClipsHaveTheirOwnFileNames() throws IOException {
    mask(root.resolve("ms3_data/gt_masks/val/xyz/xyz_1.png"), 255);
    BenchClip clip = BenchLayout.MS3.clips(root, "val").get(0);
    assertEquals(root.resolve("ms3_data/visual_frames/xyz/xyz.mp4_1.png"), clip.frames().get(0));
    assertEquals(root.resolve("ms3_data/audio_log_mel/val/xyz.pkl"), clip.logMel());
  }

  @Test
  void semanticClipsComeFromTheTable() throws IOException {
    Files.writeString(
        root.resolve("metadata.csv"),
        "vid,uid,s_min,s_sec,a_obj,split,label\n1,u1,0,0,dog,test,v2\n2,u2,0,0,cat,test,v1s\n3,u3,0,0,cat,train,v1s\n");
    mask(root.resolve("v2/u1/labels_semantic/0.png"), 17);
    mask(root.resolve("v1s/u2/labels_semantic/0.png"), 18);
    mask(root.resolve("v1s/u2/processed_labels_semantic/0.png"), 19);
    List<BenchClip> clips = BenchLayout.AVSS.clips(root, "test");
    assertEquals(List.of("u1", "u2"), clips.stream().map(BenchClip::name).toList());
    assertEquals(10, clips.get(0).frames().size());
    assertEquals(5, clips.get(1).truth().size());
    assertArrayEquals(new byte[] {17}, clips.get(0).labels(0, 1, 1));
    assertArrayEquals(new byte[] {19}, clips.get(1).labels(0, 1, 1), "official copies go first");
    assertEquals(1, BenchLayout.AVSS.clips(root, "train").get(0).truth().size());
  }

  @Test
  void aFolderThatIsLaidOutOtherwiseIsRefusedByWhatIsMissing() {
    IOException refusal =
        assertThrows(IOException.class, () -> BenchLayout.of("avss").clips(root, "test"));
    assertTrue(refusal.getMessage().contains("metadata.csv is missing"));
  }

  private static void picture(Path file, int rgb) throws IOException {
    BufferedImage picture = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < 4; pixel++) {
      picture.setRGB(pixel % 2, pixel / 2, rgb);
    }
    write(file, picture);
  }

  private static void mask(Path file, int value) throws IOException {
    BufferedImage mask = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    for (int pixel = 0; pixel < 4; pixel++) {
      mask.getRaster().setSample(pixel % 2, pixel / 2, 0, value);
    }
    write(file, mask);
  }

  private static void write(Path file, BufferedImage picture) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }

  private static void sound(Path file, int seconds) throws IOException {
    float[] values = new float[seconds * 6144];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Files.createDirectories(file.getParent());
    Files.write(file, PickledTensor.examples(values));
  }
}
