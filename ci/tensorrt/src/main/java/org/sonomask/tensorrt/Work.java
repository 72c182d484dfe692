// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Networks;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ShapeTensors;

/**
 * The arithmetic that a network asks for: multiplications and additions of its convolutions and
 * matrix products, by part, and the bytes of its parameters.
 */
final class Work extends ShapeTensors {
  private final Map<String, Long> operations = new LinkedHashMap<>();
  private final Set<String> counted = new HashSet<>();
  private long parameters;
  private long pending;

  private Work() {}

  /**
   * One window's work, live form.
   *
   * @return operations (two a multiplication with addition) by part, and {@code parameters}
   */
  static Map<String, Long> of(ComboConfig config) {
    Work work = new Work();
    long[] picture = {1, 3, config.height(), config.width()};
    new Combo(config).stream(work, picture, picture, new long[] {1, config.frames(), 96, 64});
    work.named("decoder.", picture);
    work.operations.put("parameters", work.parameters);
    return work.operations;
  }

  /** {@code NETWORK [FRAMES]}: prints them as JSON. */
  public static void main(String[] arguments) throws Exception {
    int frames = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    ComboConfig config = Networks.of(arguments[0]).withFrames(frames);
    System.out.println(new ObjectMapper().writeValueAsString(of(config)));
  }

  /** What was computed since the last named tensor belongs to the part of this one. */
  @Override
  public long[] named(String name, long[] x) {
    String part = name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
    operations.merge(part.startsWith("attn_mask") ? "decoder" : part, pending, Long::sum);
    pending = 0;
    return x;
  }

  @Override
  public long[] parameter(Parameter parameter) {
    if (counted.add(parameter.key())) {
      parameters += parameter.elements();
    }
    return super.parameter(parameter);
  }

  @Override
  public long[] conv2d(long[] x, long[] weight, long[] bias, int stride, int padding, int groups) {
    long[] result = super.conv2d(x, weight, bias, stride, padding, groups);
    return counted(result, weight[1] * weight[2] * weight[3]);
  }

  @Override
  public long[] linear(long[] x, long[] weight, long[] bias) {
    return counted(super.linear(x, weight, bias), weight[1]);
  }

  @Override
  public long[] matmul(long[] a, long[] b) {
    return counted(super.matmul(a, b), a[a.length - 1]);
  }

  private long[] counted(long[] result, long each) {
    long elements = 1;
    for (long size : result) {
      elements *= size;
    }
    pending += 2 * each * elements;
    return result;
  }
}
