// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ParameterSource;

/** SHA-256 over names and float32 values of all parameters, whatever file they came in. */
public final class WeightsDigest {
  private WeightsDigest() {}

  /** The digest in hexadecimal. */
  public static String of(Collection<Parameter> parameters, ParameterSource source) {
    MessageDigest digest = sha256();
    List<Parameter> ordered =
        parameters.stream().sorted(Comparator.comparing(Parameter::key)).toList();
    for (Parameter parameter : ordered) {
      float[] values = source.values(parameter);
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      digest.update(parameter.key().getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
