// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cuda;

import com.sun.jna.ptr.LongByReference;
import org.sonomask.djl.tensorrt.internal.cpp.Owned;

/** Work that was captured once and is launched as a whole. */
public final class CudaGraph implements Owned.Resource {
  private long executable;

  CudaGraph(long graph) {
    LongByReference created = new LongByReference();
    int code = CudaDriver.cuGraphInstantiateWithFlags(created, graph, 0);
    CudaDriver.cuGraphDestroy(graph);
    CudaDriver.check(code, "preparing a graph");
    executable = created.getValue();
  }

  /** Puts it on a stream. */
  public void launch(CudaStream stream) {
    CudaDriver.check(CudaDriver.cuGraphLaunch(executable, stream.handle()), "launching a graph");
  }

  @Override
  public void close() {
    if (executable != 0) {
      CudaDriver.cuGraphExecDestroy(executable);
      executable = 0;
    }
  }
}
