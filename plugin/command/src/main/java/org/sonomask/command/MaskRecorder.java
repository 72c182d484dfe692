// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskListener;

/** Counts the masks of one element, and writes them. */
final class MaskRecorder implements MaskListener {

  private final String streams;
  private final LongSupplier runningTime;
  private final boolean live;
  private MaskCodec.Writer writer;
  private IOException failure;
  private String model = "";
  private long masks;
  private long sounding;
  private long totalAge;
  private long highestAge;

  /**
   * Makes a recorder.
   *
   * @param element name of the element; its streams are named after it
   * @param runningTime the pipeline's, ns
   * @param live whether frames went on without their masks; otherwise masks have no age
   */
  MaskRecorder(String element, LongSupplier runningTime, boolean live) {
    streams = element + "-";
    this.runningTime = runningTime;
    this.live = live;
  }

  /** Writes masks from now on. */
  synchronized void writeTo(MaskCodec.Writer newWriter) {
    writer = newWriter;
  }

  @Override
  public void onMask(MaskFrame mask) {
    if (!mask.stream().startsWith(streams)) {
      return;
    }
    long age = live ? mask.ageAt(runningTime.getAsLong()) : 0;
    synchronized (this) {
      masks++;
      sounding += mask.regions().isEmpty() ? 0 : 1;
      totalAge += age;
      highestAge = Math.max(highestAge, age);
      model = mask.model();
      write(mask, age);
    }
  }

  private void write(MaskFrame mask, long age) {
    if (writer == null || failure != null) {
      return;
    }
    try {
      writer.write(mask, age);
    } catch (IOException cannotWrite) {
      failure = cannotWrite;
    }
  }

  /** What went wrong when writing, or null. */
  synchronized IOException failure() {
    return failure;
  }

  synchronized String model() {
    return model;
  }

  synchronized long masks() {
    return masks;
  }

  synchronized long sounding() {
    return sounding;
  }

  /** Mean age of the masks when they came, ns. */
  synchronized double meanAge() {
    return masks == 0 ? 0 : (double) totalAge / masks;
  }

  /** Highest age of a mask when it came, ns. */
  synchronized long highestAge() {
    return highestAge;
  }
}
