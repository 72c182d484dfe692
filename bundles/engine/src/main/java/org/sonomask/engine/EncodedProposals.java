// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonomask.api.ProposalSource;
import org.sonomask.api.SegmenterException;

/**
 * Proposals of a segment-anything model as its authors export it, in two ONNX files: an encoder of
 * pictures, and a decoder that answers one point prompt after the other
 * (facebookresearch/segment-anything, {@code SamOnnxModel}). The encoder gets the picture with its
 * longer side as long as the input's, normalised, zeros to the right and below. Where the decoder
 * gives four masks a prompt, the first is the one for several prompts and left out. Thread-safe;
 * one inference at a time.
 */
public final class EncodedProposals implements ProposalSource, AutoCloseable {
  private static final float[] MEAN = {123.675f, 116.28f, 103.53f};
  private static final float[] DEVIATION = {58.395f, 57.12f, 57.375f};
  private static final int EARLIER_MASK_SIDE = 256;
  private static final int WITH_ONE_FOR_SEVERAL_PROMPTS = 4;

  private final String name;
  private final PromptedContract contract;
  private final PointGrid grid;
  private final DjlSession encoder;
  private final DjlSession decoder;
  private boolean closed;

  private EncodedProposals(
      String name,
      PromptedContract contract,
      PointGrid grid,
      DjlSession encoder,
      DjlSession decoder) {
    this.name = name;
    this.contract = contract;
    this.grid = grid;
    this.encoder = encoder;
    this.decoder = decoder;
  }

  /**
   * Checks both files and loads them.
   *
   * @param threads of one inference; 0 leaves the number to the engine
   * @throws SegmenterException if a file is missing, is no ONNX file or has other inputs and
   *     outputs; every fault is listed
   */
  public static EncodedProposals open(Path encoder, Path decoder, PointGrid grid, int threads)
      throws SegmenterException {
    PromptedContract contract = PromptedContract.check(read(encoder), read(decoder));
    String name = encoder.getFileName().toString().replaceFirst("\\.onnx$", "");
    DjlSession pictures = DjlSession.load(encoder, threads);
    try {
      DjlSession prompts = DjlSession.load(decoder, threads);
      return new EncodedProposals(name, contract, grid, pictures, prompts);
    } catch (SegmenterException e) {
      pictures.close();
      throw e;
    }
  }

  private static OnnxFile read(Path model) throws SegmenterException {
    if (!Files.isRegularFile(model)) {
      throw new SegmenterException(
          "there is no model at " + model + "; give the path of an ONNX file");
    }
    try {
      return OnnxFile.read(model);
    } catch (IOException e) {
      throw new SegmenterException(model + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized Proposals propose(ByteBuffer frame, int frameOffset, int width, int height) {
    if (closed) {
      throw new IllegalStateException("the proposal model " + name + " is closed");
    }
    float scale = (float) contract.side() / Math.max(width, height);
    try (NDManager pictures = encoder.manager().newSubManager();
        NDManager prompts = decoder.manager().newSubManager()) {
      ByteBuffer picture = picture(frame, frameOffset, width, height, scale);
      Shape square = new Shape(1, 3, contract.side(), contract.side());
      NDArray input = pictures.create(picture, square, DataType.FLOAT32);
      input.setName(contract.picture());
      try (NDList encoded = encoder.run(new NDList(input))) {
        NDArray embedding = encoded.get(0);
        ByteBuffer bytes = direct((int) embedding.size());
        bytes.put(embedding.toByteBuffer()).flip();
        NDArray embeddings = prompts.create(bytes, embedding.getShape(), DataType.FLOAT32);
        embeddings.setName(PromptedContract.EMBEDDINGS);
        return masks(prompts, embeddings, width, height, scale);
      }
    } catch (SegmenterException e) {
      throw new IllegalStateException("the proposal model " + name + ": " + e.getMessage(), e);
    }
  }

  private Proposals masks(NDManager manager, NDArray embeddings, int width, int height, float scale)
      throws SegmenterException {
    NDArray earlier =
        manager.create(
            direct(EARLIER_MASK_SIDE * EARLIER_MASK_SIDE),
            new Shape(1, 1, EARLIER_MASK_SIDE, EARLIER_MASK_SIDE),
            DataType.FLOAT32);
    earlier.setName(PromptedContract.EARLIER_MASK);
    NDList fixed =
        new NDList(
            embeddings,
            earlier,
            named(manager, PromptedContract.HAS_EARLIER_MASK, new Shape(1), 0),
            named(manager, PromptedContract.LABELS, new Shape(1, 2), 1, -1),
            named(manager, PromptedContract.SIZE, new Shape(2), height, width));
    CollectedProposals all = new CollectedProposals();
    for (int batch = 0; batch < grid.batches(); batch++) {
      float[] points = grid.points(batch, width, height);
      for (int i = 0; i < points.length; i += 2) {
        NDList inputs = new NDList(fixed);
        // A point without a box comes with one that pads, (0, 0) with label -1.
        inputs.add(
            named(
                manager,
                PromptedContract.COORDINATES,
                new Shape(1, 2, 2),
                points[i] * scale,
                points[i + 1] * scale,
                0,
                0));
        add(all, inputs);
      }
    }
    return all.proposals();
  }

  private void add(CollectedProposals all, NDList inputs) throws SegmenterException {
    try (NDList outputs = decoder.run(inputs)) {
      NDArray scores = outputs.get(contract.scoresAt());
      int first = scores.size() == WITH_ONE_FOR_SEVERAL_PROMPTS ? 1 : 0;
      all.add(outputs.get(contract.masksAt()), scores, first);
    }
  }

  private static NDArray named(NDManager manager, String name, Shape shape, float... values) {
    NDArray array = manager.create(values, shape);
    array.setName(name);
    return array;
  }

  /** Normalised planes, bilinear between pixel centres, [3, side, side]. */
  private ByteBuffer picture(ByteBuffer frame, int offset, int width, int height, float scale) {
    int side = contract.side();
    int wide = Math.min(side, Math.round(width * scale));
    int high = Math.min(side, Math.round(height * scale));
    ByteBuffer bytes = direct(3 * side * side);
    FloatBuffer planes = bytes.asFloatBuffer();
    for (int row = 0; row < high; row++) {
      float y = Math.max(0, Math.min(height - 1, (row + 0.5f) / scale - 0.5f));
      int top = (int) y;
      int bottom = Math.min(top + 1, height - 1);
      for (int column = 0; column < wide; column++) {
        float x = Math.max(0, Math.min(width - 1, (column + 0.5f) / scale - 0.5f));
        int left = (int) x;
        int right = Math.min(left + 1, width - 1);
        for (int channel = 0; channel < 3; channel++) {
          int at = offset + channel;
          float above =
              between(
                  frame, at + (top * width + left) * 3, at + (top * width + right) * 3, x - left);
          float below =
              between(
                  frame,
                  at + (bottom * width + left) * 3,
                  at + (bottom * width + right) * 3,
                  x - left);
          float value = above + (below - above) * (y - top);
          planes.put(
              (channel * side + row) * side + column, (value - MEAN[channel]) / DEVIATION[channel]);
        }
      }
    }
    return bytes;
  }

  private static float between(ByteBuffer frame, int first, int second, float share) {
    int start = frame.get(first) & 0xFF;
    return start + ((frame.get(second) & 0xFF) - start) * share;
  }

  private static ByteBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      encoder.close();
      decoder.close();
    }
  }
}
