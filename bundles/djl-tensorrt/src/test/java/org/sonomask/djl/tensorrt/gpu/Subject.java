// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.gpu;

import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Path;
import java.util.Map;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.TensorRtEngineProvider;
import org.sonomask.djl.tensorrt.TensorRtNetwork;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.djl.tensorrt.internal.cuda.CudaDevice;
import org.sonomask.djl.tensorrt.internal.run.GpuNetwork;

/**
 * The model that is checked.
 *
 * @param model its file
 * @param folder for plans and what the checks write
 * @param level the builder's
 * @param batches sizes with commas between
 */
record Subject(Path model, Path folder, String level, String batches) {

  Path cache() {
    return folder.resolve("cache");
  }

  /** As a DJL user loads it. */
  ZooModel<NDList, NDList> load(Path file) throws Exception {
    return Criteria.builder()
        .setTypes(NDList.class, NDList.class)
        .optEngine(TensorRtEngineProvider.NAME)
        .optModelPath(file)
        .optOption("batches", batches)
        .optOption("level", level)
        .optOption("cache", cache().toString())
        .build()
        .loadModel();
  }

  /** Options for one small plan, which is built quickly. */
  TensorRtOptions small() {
    return TensorRtOptions.parse(
        0, Map.of("batches", "1", "level", "0", "cache", cache().toString()));
  }

  /** The options of {@link #load}. */
  TensorRtOptions options() {
    return TensorRtOptions.parse(
        0, Map.of("batches", batches, "level", level, "cache", cache().toString()));
  }

  TensorRtNetwork network() throws Exception {
    return new GpuNetwork(model, CudaDevice.of(0), options(), BuildListener.NONE);
  }
}
