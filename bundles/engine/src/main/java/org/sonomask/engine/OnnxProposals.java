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
import java.nio.file.Files;
import java.nio.file.Path;
import org.sonomask.api.ProposalSource;
import org.sonomask.api.SegmenterException;

/**
 * Proposals of a segment-anything model in an ONNX file: {@code frame} uint8 [1, H, W, 3] RGB in
 * and, if the model is prompted, {@code points} float32 [P, 2], x and y in pixels of the frame;
 * {@code masks} float32 logits [M, h, w] out and, if it knows them, {@code scores} float32 [M], the
 * predicted intersection over union. A prompted model gets the centres of a square grid, a few at a
 * time. Thread-safe; one inference at a time.
 */
public final class OnnxProposals implements ProposalSource, AutoCloseable {
  private final String name;
  private final ProposalContract contract;
  private final PointGrid grid;
  private final DjlSession session;
  private boolean closed;

  private OnnxProposals(
      String name, ProposalContract contract, PointGrid grid, DjlSession session) {
    this.name = name;
    this.contract = contract;
    this.grid = grid;
    this.session = session;
  }

  /**
   * Checks a model and loads it.
   *
   * @param threads of one inference; 0 leaves the number to the engine
   * @throws SegmenterException if the file is missing, is no ONNX file or has other inputs and
   *     outputs; every fault is listed
   */
  public static OnnxProposals open(Path model, PointGrid grid, int threads)
      throws SegmenterException {
    if (!Files.isRegularFile(model)) {
      throw new SegmenterException(
          "there is no model at " + model + "; give the path of an ONNX file");
    }
    try {
      ProposalContract contract = ProposalContract.check(OnnxFile.read(model));
      String name = model.getFileName().toString().replaceFirst("\\.onnx$", "");
      return new OnnxProposals(name, contract, grid, DjlSession.load(model, threads));
    } catch (SegmenterException e) {
      throw new SegmenterException(model + " cannot be used: " + e.getMessage(), e.getCause());
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
    int wide = contract.widthFor(width);
    int high = contract.heightFor(height);
    ByteBuffer picture = scaled(frame, frameOffset, width, height, wide, high);
    try (NDManager manager = session.manager().newSubManager()) {
      NDArray input = manager.create(picture, new Shape(1, high, wide, 3), DataType.UINT8);
      input.setName(ProposalContract.FRAME);
      CollectedProposals all = new CollectedProposals();
      if (!contract.prompted()) {
        add(all, new NDList(input));
      }
      for (int batch = 0; contract.prompted() && batch < grid.batches(); batch++) {
        float[] points = grid.points(batch, wide, high);
        NDArray prompts = manager.create(points, new Shape(points.length / 2, 2));
        prompts.setName(ProposalContract.POINTS);
        add(all, new NDList(input, prompts));
      }
      return all.proposals();
    } catch (SegmenterException e) {
      throw new IllegalStateException("the proposal model " + name + ": " + e.getMessage(), e);
    }
  }

  /** The nearest pixel of each place, so that a model of a fixed size sees the whole picture. */
  private static ByteBuffer scaled(
      ByteBuffer frame, int offset, int width, int height, int wide, int high) {
    ByteBuffer picture = ByteBuffer.allocateDirect(wide * high * 3).order(ByteOrder.nativeOrder());
    for (int pixel = 0; pixel < wide * high; pixel++) {
      int row = pixel / wide * height / high;
      int column = pixel % wide * width / wide;
      picture.put(pixel * 3, frame, offset + (row * width + column) * 3, 3);
    }
    return picture;
  }

  private void add(CollectedProposals all, NDList inputs) throws SegmenterException {
    try (NDList outputs = session.run(inputs)) {
      NDArray scores = contract.scoresAt() >= 0 ? outputs.get(contract.scoresAt()) : null;
      all.add(outputs.get(contract.masksAt()), scores, 0);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      session.close();
    }
  }
}
