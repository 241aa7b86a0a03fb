package backbench.dl4j.layer;

import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ReplaceNans;
import org.nd4j.linalg.factory.Nd4j;

/** Finds, along one axis of a framed image, the two pixels beside each point and their weights. */
final class SamplingAxis {

  private final int pixels;
  private final INDArray coordinates;
  private final INDArray gradients;
  private final Floats position;
  private final Floats[] below;
  private final Floats[] weights;
  private final INDArray[] indices;
  private final Call floor;
  private final ReplaceNans replaceNans;
  private final Call[] clip;

  /**
   * Makes an axis.
   *
   * @param pixels of the image, without its frame
   * @param coordinates [n, points], in [-1, 1] over the image's corners
   * @param gradients [n, points], where the coordinates' gradient goes
   */
  SamplingAxis(int pixels, INDArray coordinates, INDArray gradients, Memory memory) {
    this.pixels = pixels;
    this.coordinates = coordinates;
    this.gradients = gradients;
    long points = coordinates.length();
    this.position = memory.zeros(coordinates.shape());
    this.below = new Floats[] {memory.zeros(points), memory.zeros(points)};
    this.weights = new Floats[] {memory.zeros(points), memory.zeros(points)};
    this.indices = new INDArray[] {memory.integers(points), memory.integers(points)};
    this.floor = memory.call("Floor", position.reshape(points), below[0]);
    this.replaceNans = new ReplaceNans(below[0].array(), below[0].array(), -1);
    this.clip = new Call[2];
    for (int side = 0; side < 2; side++) {
      // Before counting from the frame's corner: from -1, the frame, to the last pixel's neighbour.
      clip[side] =
          memory.call("clipbyvalue", below[0], below[1]).reals(-1.0 - side, (double) pixels - side);
    }
  }

  /** Follows the coordinates. */
  void locate() {
    position.array().assign(coordinates).addi(1).muli(scale());
    floor.run();
    INDArray far = weights[1].array();
    far.assign(position.reshape(position.size()).array()).subi(below[0].array());
    weights[0].array().assign(far).rsubi(1);
    // A position that is no number has weights that are none, but must still name a pixel.
    Nd4j.getExecutioner().exec(replaceNans);
    for (int side = 0; side < 2; side++) {
      clip[side].run();
      indices[side].assign(below[1].array().addi(1 + side));
    }
  }

  /** Returns the pixels, of the framed image, on one side of the points: 0 below, 1 above. */
  INDArray indices(int side) {
    return indices[side];
  }

  /** Returns the weights of the pixels on one side. */
  Floats weights(int side) {
    return weights[side];
  }

  /** Writes the coordinates' gradient, given the positions'. */
  void writeGradient(Floats positionGradient) {
    gradients.assign(positionGradient.array().reshape('c', gradients.shape())).muli(scale());
  }

  private double scale() {
    return (pixels - 1) / 2.0;
  }
}
