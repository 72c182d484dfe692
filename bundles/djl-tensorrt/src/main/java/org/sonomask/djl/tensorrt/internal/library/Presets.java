// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sonomask.djl.tensorrt.TensorRtUnavailableException;

/**
 * The JavaCPP presets of TensorRT, loaded without what they never call: JavaCPP itself would load
 * cuBLAS, cuDNN, NVRTC and the CUDA runtime with them, 3 GB that TensorRT 10 does not need.
 */
public final class Presets {
  /** What is wrong without them; the bundle has them inside. */
  public static final String ABSENT =
      "the presets of TensorRT (org.bytedeco:tensorrt, javacpp and cuda) are not on the class path";

  private static final String LOAD = "org.bytedeco.javacpp.loadlibraries";
  private static final String NO_COLLECTOR = "org.bytedeco.javacpp.nopointergc";
  private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  /** Whatever of the presets is used here, for their static initialisers load libraries. */
  private static final List<String> CLASSES =
      List.of(
          "javacpp.Loader",
          "javacpp.Pointer",
          "javacpp.BytePointer",
          "cuda.cudart.CUstream_st",
          "tensorrt.nvinfer.Dims64",
          "tensorrt.nvinfer.IBuilder",
          "tensorrt.nvinfer.IBuilderConfig",
          "tensorrt.nvinfer.ICudaEngine",
          "tensorrt.nvinfer.IExecutionContext",
          "tensorrt.nvinfer.IHostMemory",
          "tensorrt.nvinfer.ILayer",
          "tensorrt.nvinfer.ILogger",
          "tensorrt.nvinfer.INetworkDefinition",
          "tensorrt.nvinfer.INoCopy",
          "tensorrt.nvinfer.IOptimizationProfile",
          "tensorrt.nvinfer.IProgressMonitor",
          "tensorrt.nvinfer.IRuntime",
          "tensorrt.nvinfer.ITensor",
          "tensorrt.nvinfer.ITimingCache",
          "tensorrt.nvinfer.IVersionedInterface",
          "tensorrt.global.nvinfer",
          "tensorrt.nvonnxparser.IParser",
          "tensorrt.nvonnxparser.IParserError",
          "tensorrt.global.nvonnxparser");

  /** Glue between Java and C++, inside of the presets' jars; the first three in this order. */
  private static final List<String> GLUE =
      List.of(
          "org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so",
          "org/bytedeco/tensorrt/linux-x86_64/libjninvinfer.so",
          "org/bytedeco/tensorrt/linux-x86_64/libjninvonnxparser.so");

  private static TensorRtLibraries loaded;
  private static Path glue;

  private Presets() {}

  /**
   * Loads everything, once for the process.
   *
   * @return what was loaded, now or before
   * @throws TensorRtUnavailableException if that fails; the message says why
   */
  public static synchronized TensorRtLibraries load(LibrarySearch search)
      throws TensorRtUnavailableException {
    if (loaded == null) {
      requirePlatform();
      TensorRtLibraries libraries = search.find();
      try {
        initialise(libraries.folder());
      } catch (LinkageError | IOException | ClassNotFoundException e) {
        throw new TensorRtUnavailableException(
            "TensorRT "
                + libraries.version()
                + " of "
                + libraries.folder()
                + " does not load: "
                + e.getMessage(),
            e);
      }
      loaded = libraries;
    }
    return loaded;
  }

  /** Whether they are there, told without loading anything. */
  public static boolean arePresent() {
    return Presets.class.getClassLoader().getResource(GLUE.get(1)) != null;
  }

  /** The file with the presets' own copy of what C++ headers define. */
  public static synchronized Path glue() {
    return glue;
  }

  private static void requirePlatform() throws TensorRtUnavailableException {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!platform.equals("Linux amd64")) {
      throw new TensorRtUnavailableException(
          "the presets of TensorRT are for Linux on x86-64, and this is " + platform);
    }
  }

  /**
   * With these properties only while the classes read them, for others in the process may use
   * JavaCPP. The libraries come first, for initialisers call them.
   */
  private static void initialise(Path folder) throws ClassNotFoundException, IOException {
    String load = System.getProperty(LOAD);
    String collector = System.getProperty(NO_COLLECTOR);
    String limit = System.getProperty(MEMORY_LIMIT);
    System.setProperty(LOAD, "false");
    System.setProperty(NO_COLLECTOR, "true");
    System.setProperty(MEMORY_LIMIT, "0");
    try {
      loadLibraries(folder);
      for (String name : CLASSES) {
        Class.forName("org.bytedeco." + name, true, Presets.class.getClassLoader());
      }
    } finally {
      restore(LOAD, load);
      restore(NO_COLLECTOR, collector);
      restore(MEMORY_LIMIT, limit);
    }
  }

  private static void restore(String property, String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  private static void loadLibraries(Path folder) throws IOException {
    Path temporary = Files.createTempDirectory("sonomask-tensorrt-");
    temporary.toFile().deleteOnExit();
    System.load(folder.resolve(TensorRtLibraries.INFERENCE).toRealPath().toString());
    System.load(folder.resolve(TensorRtLibraries.PARSER).toRealPath().toString());
    loadBuilderResources(folder, temporary.resolve("libsonomask-resources.so"));
    for (String resource : GLUE) {
      Path file = temporary.resolve(resource.substring(resource.lastIndexOf('/') + 1));
      try (InputStream in = Presets.class.getClassLoader().getResourceAsStream(resource)) {
        if (in == null) {
          throw new IOException(ABSENT);
        }
        load(file, in.readAllBytes());
      }
      glue = resource.equals(GLUE.get(1)) ? file : glue;
    }
  }

  /** So that TensorRT finds them wherever they are; without them it runs plans, but builds none. */
  private static void loadBuilderResources(Path folder, Path file) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> resources =
          files
              .map(library -> library.getFileName().toString())
              .filter(name -> name.matches("libnvinfer_builder_resource.*\\.so\\..*"))
              .sorted()
              .toList();
      if (!resources.isEmpty()) {
        load(file, Loadable.needing(resources, folder.toRealPath().toString()));
      }
    }
  }

  private static void load(Path file, byte[] library) throws IOException {
    Files.write(file, library);
    file.toFile().deleteOnExit();
    System.load(file.toString());
  }
}
