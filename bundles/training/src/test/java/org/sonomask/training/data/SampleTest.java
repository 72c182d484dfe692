// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final byte[][] HEARD = {{0, 1, 0}, {0, 0, 1}};

  @Test
  void theMirrorImageExchangesLeftAndRightOfAllMapsAndKeepsWhatIsHeard() {
    Sample mirrored = sample().mirrored();
    assertArrayEquals(new byte[] {2, 1, 4, 3}, mirrored.priors()[0]);
    assertArrayEquals(new byte[] {1, 0, 0, 0}, mirrored.labels()[0]);
    assertNull(mirrored.labels()[1]);
    assertArrayEquals(new byte[] {1, 2, 2, 0}, mirrored.objects()[0]);
    assertArrayEquals(new byte[] {4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9}, mirrored.frames()[0]);
    assertSame(HEARD, mirrored.audible());
  }

  @Test
  void aBatchHoldsTheObjectsAndTheClassesHeardOfAllFrames() {
    Batch batch = Batch.of(List.of(sample(), sample().mirrored()));
    assertArrayEquals(new byte[] {2, 1, 0, 2, 0, 0, 0, 0, 1, 2, 2, 0, 0, 0, 0, 0}, batch.objects());
    assertArrayEquals(new byte[] {0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1}, batch.audible());
    assertArrayEquals(new int[] {0, 2}, batch.labelled());
  }

  @Test
  void aBatchWithAClipThatKnowsOnlyItsSoundingObjectsTellsNoOthers() {
    Sample plain =
        new Sample(2, sample().frames(), sample().priors(), sample().labels(), sample().logMel());
    Batch batch = Batch.of(List.of(sample(), plain.mirrored()));
    assertNull(batch.objects());
    assertNull(batch.audible());
  }

  @Test
  void withTheSoundOfAnotherClipOnlyObjectsOfTheClassesHeardThereAreMarked() {
    byte[][] heard = {{0, 0, 1}, {0, 1, 0}};
    Sample other = new Sample(2, null, null, null, new float[2][0], null, heard);
    Sample exchanged = sample().hearing(other);
    assertArrayEquals(new byte[] {2, 0, 0, 2}, exchanged.labels()[0]);
    assertNull(exchanged.labels()[1]);
    assertSame(other.logMel(), exchanged.logMel());
    assertSame(heard, exchanged.audible());
    assertArrayEquals(sample().objects()[0], exchanged.objects()[0]);
  }

  private static Sample sample() {
    byte[] frame = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    return new Sample(
        2,
        new byte[][] {frame, frame},
        new byte[][] {{1, 2, 3, 4}, {1, 2, 3, 4}},
        new byte[][] {{0, 1, 0, 0}, null},
        new float[2][96 * 64],
        new byte[][] {{2, 1, 0, 2}, {0, 0, 0, 0}},
        HEARD);
  }
}
