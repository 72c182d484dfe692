// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SynchronyFilterTest {
  private static final int PERSON = 2;
  private static final int OTHER = 1;
  private static final int USUAL = 100;

  private final SynchronyFilter filter = new SynchronyFilter();
  private final TalkShow two = new TalkShow(filter, PERSON, 2, 54);

  @Test
  void whoeverMovesWithTheSoundStays() {
    assertEquals(List.of(true, false), two.voice(0, USUAL).play(75).shown());
    assertEquals(List.of(false, true), two.voice(1, USUAL).play(75).shown());
    assertEquals(List.of(true, false), two.voice(0, USUAL).play(75).shown());
  }

  @Test
  void atTheStartEverybodyIsShown() {
    assertEquals(List.of(true, true), two.voice(0, USUAL).play(15).shown());
  }

  @Test
  void somebodyAloneStaysWhateverIsHeard() {
    TalkShow one = new TalkShow(filter, PERSON, 2).voice(0, USUAL + 900);
    assertEquals(List.of(true), one.play(100).shown());
  }

  @Test
  void thoseWhoMoveAlikeAllStay() {
    assertEquals(List.of(true, true), two.inUnison().voice(0, USUAL).play(100).shown());
  }

  @Test
  void noSoundTakesNobodyOut() {
    assertEquals(List.of(true, true), two.play(100).shown());
  }

  @Test
  void peopleShoulderToShoulderAreTwo() {
    TalkShow close = new TalkShow(filter, PERSON, 6, 46);
    assertEquals(List.of(true, false), close.voice(0, USUAL).play(75).shown());
    assertEquals(List.of(false, true), close.voice(1, USUAL).play(75).shown());
  }

  @Test
  void ofThreeOneIsLeft() {
    TalkShow three = new TalkShow(filter, PERSON, 0, 28, 56);
    assertEquals(List.of(false, true, false), three.voice(1, USUAL).play(100).shown());
  }

  @Test
  void theDelayOfAStreamIsLearnt() {
    assertEquals(List.of(true, false), two.voice(0, 320).play(300).shown());
    assertEquals(List.of(false, true), two.voice(1, 320).play(75).shown());
  }

  @Test
  void otherClassesHaveNoLips() {
    TalkShow things = new TalkShow(filter, OTHER, 2, 54);
    assertEquals(List.of(true, true), things.voice(0, USUAL).play(100).shown());
    TalkShow chosen = new TalkShow(new SynchronyFilter("a", 0.1), OTHER, 2, 54);
    assertEquals(List.of(true, false), chosen.voice(0, USUAL).play(75).shown());
  }

  @Test
  void aWrongConfigurationSaysWhatIsWrong() {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> new SynchronyFilter("person", 4));
    assertEquals("clear must be 0 to 3, but is 4.0", wrong.getMessage());
  }
}
