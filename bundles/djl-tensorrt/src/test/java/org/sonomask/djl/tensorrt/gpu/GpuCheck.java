// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.gpu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks the engine on a machine with a GPU, and writes what it found line by line. Exit status 0
 * if everything holds. JUnit does not run it, for CI has no GPU.
 */
public final class GpuCheck {

  /** One thing to check. */
  interface Check {
    /** Returns figures, in words; throws if it does not hold. */
    String run() throws Exception;
  }

  private int failures;

  private GpuCheck() {}

  /** {@code MODEL.onnx FOLDER LEVEL BATCHES}, such as {@code lite.onnx /tmp/work 2 1,8,32}. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 4) {
      System.err.println("usage: GpuCheck MODEL.onnx FOLDER LEVEL BATCHES");
      System.exit(2);
    }
    Subject subject =
        new Subject(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2], arguments[3]);
    Files.createDirectories(subject.folder());
    GpuCheck check = new GpuCheck();
    Map<String, Check> checks = new LinkedHashMap<>();
    LoadChecks loads = new LoadChecks(subject);
    FaultChecks faults = new FaultChecks(subject);
    checks.put("what is there", loads::whatIsThere);
    checks.put("the first load builds plans and tells how far it is", loads::firstLoad);
    checks.put("a second load takes them from the cache", loads::secondLoad);
    checks.put("labels are ONNX Runtime's", loads::labels);
    for (int batch : Arrays.stream(arguments[3].split(",")).mapToInt(Integer::parseInt).toArray()) {
      checks.put("steady work in batches of " + batch, () -> new SteadyWork(subject).run(batch));
    }
    checks.put("a thousand batches take no more memory", new Endurance(subject)::batches);
    checks.put("models that come and go leave no memory behind", new Endurance(subject)::models);
    checks.put("a damaged plan is built anew", faults::damagedPlan);
    checks.put("a plan that TensorRT refuses is built anew", faults::refusedPlan);
    checks.put("wrong shapes are refused", faults::wrongShapes);
    checks.put("a batch too large is refused", faults::tooLarge);
    checks.put("memory that is not there is refused", faults::outOfMemory);
    checks.put("a file that is no model is refused", faults::noModel);
    checks.put("a truncated model is refused", faults::truncatedModel);
    checks.put("a build can be ended", faults::endedBuild);
    checks.put("the engine works after all that", loads::labels);
    checks.put("a fault of the GPU is an exception", faults::gpuFault);
    checks.forEach(check::run);
    System.out.println(check.failures == 0 ? "all hold" : check.failures + " do not hold");
    // After the last check the GPU's context is broken, and nothing can be released in it.
    Runtime.getRuntime().halt(check.failures == 0 ? 0 : 1);
  }

  private void run(String name, Check check) {
    long start = System.nanoTime();
    String outcome;
    try {
      outcome = "ok     " + name + ": " + check.run();
    } catch (Exception | Error e) {
      failures++;
      outcome = "FAILED " + name + ": " + e;
      e.printStackTrace(System.out);
    }
    System.out.printf("%s (%.1f s)%n", outcome, (System.nanoTime() - start) / 1e9);
  }
}
