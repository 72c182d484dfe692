// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import ai.djl.BaseModel;
import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.sonomask.djl.tensorrt.internal.cuda.CudaDevice;
import org.sonomask.djl.tensorrt.internal.library.LibrarySearch;
import org.sonomask.djl.tensorrt.internal.library.Plugins;
import org.sonomask.djl.tensorrt.internal.library.Presets;
import org.sonomask.djl.tensorrt.internal.run.GpuNetwork;

/** A model in an ONNX file, built for TensorRT when it is loaded. Owns its network. */
public final class TensorRtModel extends BaseModel {
  /** The option under which {@link #load} takes {@link TensorRtOptions}, instead of single ones. */
  public static final String OPTIONS = "options";

  /** The option under which {@link #load} takes a {@link BuildListener}. */
  public static final String LISTENER = "listener";

  private final int gpu;
  private TensorRtNetwork network;

  TensorRtModel(String name, int gpu, NDManager manager) {
    super(name);
    this.gpu = gpu;
    this.manager = manager;
    dataType = DataType.FLOAT32;
  }

  /**
   * Loads a file, or {@code PREFIX.onnx}, {@code NAME.onnx} or {@code model.onnx} of a folder.
   *
   * @param options as {@link TensorRtOptions#parse} has them, or {@link #OPTIONS}; and {@link
   *     #LISTENER}
   * @throws EngineException if there is no GPU or no TensorRT, or either refuses the model
   */
  @Override
  public void load(Path path, String prefix, Map<String, ?> options)
      throws IOException, MalformedModelException {
    if (network != null) {
      throw new IllegalStateException("the model is loaded already");
    }
    Path file = Files.isRegularFile(path) ? path : find(path, prefix);
    Map<String, ?> given = options == null ? Map.of() : options;
    BuildListener listener =
        given.get(LISTENER) instanceof BuildListener heard ? heard : BuildListener.NONE;
    TensorRtOptions chosen =
        given.get(OPTIONS) instanceof TensorRtOptions all ? all : TensorRtOptions.parse(gpu, given);
    setModelDir(path);
    wasLoaded = true;
    // Without a GPU, TensorRT would end the process; so it is looked for first.
    CudaDevice device = CudaDevice.of(chosen.device());
    try {
      Plugins.load(Presets.load(LibrarySearch.ofProcess(chosen.cache())));
      TensorRtOperators.register();
      network = new GpuNetwork(file, device, chosen, listener);
    } catch (TensorRtUnavailableException e) {
      throw new EngineException(e.getMessage(), e);
    } catch (LinkageError e) {
      EngineException absent = new EngineException(Presets.ABSENT);
      absent.addSuppressed(e);
      throw absent;
    }
    block = new NetworkBlock(network);
  }

  private Path find(Path folder, String prefix) throws FileNotFoundException {
    return Stream.of(prefix, modelName, "model")
        .filter(name -> name != null && !name.isEmpty())
        .map(name -> folder.resolve(name + ".onnx"))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> new FileNotFoundException("there is no ONNX file in " + folder));
  }

  /** The loaded network, for those who write into pinned memory themselves. */
  public TensorRtNetwork network() {
    if (network == null) {
      throw new IllegalStateException("no model is loaded");
    }
    return network;
  }

  @Override
  public void close() {
    if (block instanceof NetworkBlock loaded) {
      loaded.close();
      block = null;
    }
    if (network != null) {
      network.close();
      network = null;
    }
    super.close();
  }
}
