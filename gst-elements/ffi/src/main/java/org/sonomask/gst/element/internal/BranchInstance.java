// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.gst.element.BranchBehaviour;
import org.sonomask.gst.element.BranchHost;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.NativeMemory;

/** An instance with branches. */
final class BranchInstance extends Instance<BranchBehaviour> implements BranchHost {
  private final ElementType.Branches shape;
  private final List<BranchPads> branches = new ArrayList<>();
  private final List<InletPad> inlets = new ArrayList<>();
  private volatile boolean live;
  private volatile long upstreamLatency;

  BranchInstance(long element, PropertyValues values, ElementType.Branches shape) {
    super(element, values, BranchBehaviour.class);
    this.shape = shape;
  }

  @Override
  void initialise(long klass) {
    for (ElementType.Branch spec : shape.branches()) {
      BranchPads branch = new BranchPads(this, klass, branches.size(), spec);
      branches.add(branch);
      Instances.addTask(branch.src(), branch);
      branch.addPads();
    }
    for (ElementType.Inlet spec : shape.inlets()) {
      InletPad inlet = new InletPad(this, klass, inlets.size(), spec);
      inlets.add(inlet);
      Gst.gst_element_add_pad(element(), inlet.sink());
    }
  }

  @Override
  void free() {
    branches.forEach(branch -> Instances.removeTask(branch.src()));
    branches.forEach(BranchPads::free);
    inlets.forEach(InletPad::free);
  }

  @Override
  PadFunctions pad(long pad) {
    for (int i = 0; i < branches.size(); i++) {
      BranchPads candidate = branches.get(i);
      if (candidate.sink() == pad || candidate.src() == pad) {
        return candidate;
      }
    }
    return inlets.stream()
        .filter(inlet -> inlet.sink() == pad)
        .findAny()
        .orElseThrow(() -> new IllegalStateException("a pad without a branch"));
  }

  /** Whether any src pad has a peer: then a branch without one may be dropped. */
  boolean feedsSomebody() {
    return branches.stream().anyMatch(branch -> Gst.gst_pad_is_linked(branch.src()) != 0);
  }

  @Override
  void attached() {
    branches.forEach(BranchPads::attached);
  }

  @Override
  void detaching(Attachment<BranchBehaviour> old) {
    branches.forEach(
        branch -> old.run(() -> old.behaviour.flushing(branch.index(), BranchBehaviour.NO_SEQNUM)));
    branches.forEach(branch -> branch.queue().wake());
    inlets.forEach(inlet -> inlet.detaching(old));
  }

  @Override
  void exchanged() {
    latencyChanged();
  }

  @Override
  void beforeTransition(int transition) {
    super.beforeTransition(transition);
    if (transition == Flags.GST_STATE_CHANGE_READY_TO_PAUSED) {
      inlets.forEach(InletPad::begin);
    } else if (transition == Flags.GST_STATE_CHANGE_PAUSED_TO_READY) {
      branches.forEach(BranchPads::halt);
      inlets.forEach(InletPad::halt);
    }
  }

  @Override
  void afterTransition(int transition, int result) {
    super.afterTransition(transition, result);
    if (transition == Flags.GST_STATE_CHANGE_PAUSED_TO_PLAYING) {
      refreshLatency();
    }
  }

  /**
   * Asks upstream of every branch for its latency. Never under a lock: it goes through elements.
   */
  void refreshLatency() {
    long answer = NativeMemory.allocate(3L * Long.BYTES);
    boolean anyLive = false;
    long highest = 0;
    for (BranchPads branch : branches) {
      long query = Gst.gst_query_new_latency();
      if (Gst.gst_pad_peer_query(branch.sink(), query) != 0) {
        Gst.gst_query_parse_latency(query, answer, answer + 8, answer + 16);
        if (NativeMemory.getInt(answer) != 0) {
          anyLive = true;
          highest = Math.max(highest, NativeMemory.getLong(answer + 8));
        }
      }
      Gst.gst_mini_object_unref(query);
    }
    NativeMemory.free(answer);
    live = anyLive;
    upstreamLatency = highest;
    branches.forEach(branch -> branch.queue().wake());
  }

  /**
   * Answers a LATENCY query on a branch's src pad. The least latency is the highest of all sink
   * pads', since one branch may wait for the other, plus our own; the highest latency grows by what
   * the queue can hold.
   */
  boolean latency(BranchPads branch, long query) {
    refreshLatency();
    if (Gst.gst_pad_query_default(branch.src(), element(), query) == 0) {
      return false;
    }
    if (!live) {
      return true;
    }
    long own = branch.latency();
    long answer = NativeMemory.allocate(3L * Long.BYTES);
    Gst.gst_query_parse_latency(query, answer, answer + 8, answer + 16);
    long min = Math.max(upstreamLatency, NativeMemory.getLong(answer + 8)) + own;
    long max = NativeMemory.getLong(answer + 16);
    NativeMemory.free(answer);
    if (max != Gst.NO_TIME) {
      max = Math.max(max + Math.max(own, branch.queue().minSpan()), min);
    }
    Gst.gst_query_set_latency(query, 1, min, max);
    return true;
  }

  @Override
  public boolean linked(int branch) {
    return Gst.gst_pad_is_linked(branches.get(branch).sink()) != 0;
  }

  @Override
  public boolean live() {
    return live;
  }

  @Override
  public long upstreamLatency() {
    return upstreamLatency;
  }

  @Override
  public long streamTime(int branch, long runningTime) {
    return branches.get(branch).segment().streamTime(runningTime);
  }

  @Override
  public boolean inletLinked(int inlet) {
    return Gst.gst_pad_is_linked(inlets.get(inlet).sink()) != 0;
  }

  @Override
  public void wake(int branch) {
    branches.get(branch).queue().wake();
  }

  @Override
  public void limits(int branch, int buffers, long span) {
    branches.get(branch).queue().limits(buffers, span);
  }
}
