// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.prior.MaskigeFile.Maskige;

class MaskigeTest {
  @TempDir Path directory;

  @Test
  void theSmallestMaskLiesOnTop() {
    boolean[] large = {true, true, true, false};
    boolean[] small = {false, true, false, false};
    assertArrayEquals(new byte[] {2, 1, 2, 0}, ProposalMerge.merge(List.of(large, small), 4));
  }

  @Test
  void noMasksLeaveEverythingUncovered() {
    assertArrayEquals(new byte[3], ProposalMerge.merge(List.of(), 3));
  }

  @Test
  void aMaskigeSurvivesItsFile() throws IOException {
    Path file = directory.resolve("maskige.png");
    byte[] indices = {0, 1, 2, (byte) 149, 5, 0};
    MaskigeFile.write(file, new Maskige(3, 2, indices));
    Maskige read = MaskigeFile.read(file);
    assertEquals(3, read.width());
    assertArrayEquals(indices, read.indices());
    assertEquals(0xFF787878, ImageIO.read(file.toFile()).getRGB(0, 0));
    assertEquals(0xFF06E6E6, ImageIO.read(file.toFile()).getRGB(2, 0));
  }

  @Test
  void aColouredPictureIsNoMaskige() throws IOException {
    Path file = directory.resolve("colour.png");
    ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    assertThrows(IOException.class, () -> MaskigeFile.read(file));
  }
}
