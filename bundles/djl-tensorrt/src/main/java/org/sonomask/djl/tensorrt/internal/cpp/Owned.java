// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cpp;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/** Native objects of one owner, released in the reverse of the order in which they were made. */
public final class Owned implements AutoCloseable {
  private final Deque<Runnable> releases = new ArrayDeque<>();

  /** What is closed without an exception. */
  public interface Resource extends AutoCloseable {
    @Override
    void close();
  }

  /** Takes over what is closed. */
  public <T extends Resource> T own(T resource) {
    releases.push(resource::close);
    return resource;
  }

  /** Takes over an object of TensorRT. */
  public <T extends Pointer> T own(T object) {
    releases.push(() -> CppObject.delete(object));
    return object;
  }

  /** Releases all, and is empty. */
  @Override
  public void close() {
    while (!releases.isEmpty()) {
      releases.pop().run();
    }
  }
}
