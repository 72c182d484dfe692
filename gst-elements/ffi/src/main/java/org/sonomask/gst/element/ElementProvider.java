// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

/**
 * An element written in Java: a whiteboard service. Whoever adds one to the registry makes the
 * element appear in GStreamer; whoever withdraws it leaves instances that pass data through.
 */
public interface ElementProvider {

  /** What the element is; always the same. */
  ElementType type();

  /**
   * Makes the behaviour of one instance: a {@link TransformBehaviour} or a {@link BranchBehaviour},
   * as the type's shape says. Called for every living instance when the provider is added, and for
   * each new one. May be called on any thread; must be quick.
   */
  Behaviour create(ElementHost host);
}
