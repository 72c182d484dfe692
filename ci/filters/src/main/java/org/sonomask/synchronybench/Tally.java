// SPDX-License-Identifier: Apache-2.0
package org.sonomask.synchronybench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Who was marked while somebody talked, conversation by conversation. */
final class Tally {
  /** Somebody is marked alone if the other has less than a quarter of the pixels. */
  private static final int ALONE = 4;

  private static final int DRAWS = 2000;

  /** Before a turn is so old, in frames, the other one's is still heard. */
  private static final int SETTLED = 39;

  /** Counts of one conversation. */
  private static final class Counts {
    int moments;
    int right;
    int wrong;
    int turns;
    int turnsRight;
    double jaccard;
  }

  private final List<Counts> conversations = new ArrayList<>();

  /** Adds a conversation, as it was marked at each inference. */
  void add(Conversation conversation, List<byte[]> shown) {
    Counts counts = new Counts();
    int rightInTurn = 0;
    int inTurn = 0;
    for (int i = 0; i < shown.size(); i++) {
      int within = Watching.frame(i) % Talker.FRAMES;
      if (within < SETTLED) {
        continue;
      }
      int right = count(counts, shown.get(i), conversation.truth(Watching.frame(i)));
      rightInTurn += right;
      inTurn++;
      if (within + Watching.EVERY >= Talker.FRAMES) {
        counts.turns++;
        counts.turnsRight += 2 * rightInTurn > inTurn ? 1 : 0;
        rightInTurn = 0;
        inTurn = 0;
      }
    }
    conversations.add(counts);
  }

  /** Returns 1 if only the talker is marked. */
  private static int count(Counts counts, byte[] labels, byte[] truth) {
    int talker = 0;
    int other = 0;
    int either = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean marked = labels[i] != 0;
      talker += marked && truth[i] == 1 ? 1 : 0;
      other += marked && truth[i] == 2 ? 1 : 0;
      either += marked || truth[i] == 1 ? 1 : 0;
    }
    boolean right = talker > ALONE * other;
    counts.moments++;
    counts.right += right ? 1 : 0;
    counts.wrong += other > ALONE * talker ? 1 : 0;
    counts.jaccard += (double) talker / Math.max(1, either);
    return right ? 1 : 0;
  }

  int conversations() {
    return conversations.size();
  }

  int moments() {
    return conversations.stream().mapToInt(counts -> counts.moments).sum();
  }

  /** Share of moments at which only the talker was marked. */
  double right() {
    return conversations.stream().mapToInt(counts -> counts.right).sum() / (double) moments();
  }

  /** Share of moments at which only the other one was marked. */
  double wrong() {
    return conversations.stream().mapToInt(counts -> counts.wrong).sum() / (double) moments();
  }

  double jaccard() {
    return conversations.stream().mapToDouble(counts -> counts.jaccard).sum() / moments();
  }

  int turns() {
    return conversations.stream().mapToInt(counts -> counts.turns).sum();
  }

  /** Share of turns in which only the talker was marked for most moments. */
  double turnsRight() {
    return conversations.stream().mapToInt(counts -> counts.turnsRight).sum() / (double) turns();
  }

  /** The 95 % interval of {@link #right}, by drawing conversations. */
  double[] interval() {
    Random random = new Random(1);
    double[] shares = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      int right = 0;
      int moments = 0;
      for (int i = 0; i < conversations.size(); i++) {
        Counts counts = conversations.get(random.nextInt(conversations.size()));
        right += counts.right;
        moments += counts.moments;
      }
      shares[draw] = (double) right / moments;
    }
    Arrays.sort(shares);
    return new double[] {shares[DRAWS / 40], shares[DRAWS - 1 - DRAWS / 40]};
  }
}
