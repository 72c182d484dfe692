// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.sonomask.api.SegmenterException;

/**
 * A model's file, copied to where nobody changes it: what is checked is what runs.
 *
 * @param file the copy
 * @param sha256 of its bytes, in hexadecimal
 */
record Candidate(Path file, String sha256) {
  private static final int HEX_DIGITS = 64;

  /**
   * Copies a file, and compares its SHA-256 with the one given and with that in {@code
   * FILE.sha256}, as sha256sum writes it.
   *
   * @param folder for the copy
   * @throws SegmenterException if it cannot be read, or is another file than it should be
   */
  static Candidate copy(Path model, Path folder, Optional<String> sha256)
      throws SegmenterException {
    if (!Files.isRegularFile(model)) {
      throw new SegmenterException(
          "there is no file " + model.toAbsolutePath() + "; name an ONNX model");
    }
    try {
      Path copy = Files.createTempFile(folder, "model-", ".onnx");
      try {
        Candidate candidate = new Candidate(copy, transfer(model, copy));
        candidate.require(model, sha256);
        candidate.require(model, published(model));
        return candidate;
      } catch (IOException | SegmenterException e) {
        Files.deleteIfExists(copy);
        throw e;
      }
    } catch (IOException e) {
      throw new SegmenterException(model + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String transfer(Path model, Path copy) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
    try (InputStream in = Files.newInputStream(model);
        OutputStream out = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Optional<String> published(Path model) throws IOException {
    Path beside = model.resolveSibling(model.getFileName() + ".sha256");
    if (!Files.exists(beside)) {
      return Optional.empty();
    }
    String text = Files.readString(beside).strip();
    return Optional.of(text.substring(0, Math.min(HEX_DIGITS, text.length())));
  }

  private void require(Path model, Optional<String> expected) throws SegmenterException {
    if (expected.isPresent() && !expected.get().strip().toLowerCase(Locale.ROOT).equals(sha256)) {
      throw new SegmenterException(
          model
              + " is not the file it should be: its SHA-256 is "
              + sha256
              + ", not "
              + expected.get()
              + "; fetch it again");
    }
  }

  /** Deletes the copy; an engine that has it mapped keeps what it needs. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      file.toFile().deleteOnExit();
    }
  }
}
