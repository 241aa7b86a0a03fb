package backbench.dl4j.layer;

import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import java.util.ArrayList;
import java.util.List;

/** Holds the output of a node, and the gradient that its consumers write. */
public final class Value {

  private final long[] dims;
  private final boolean needsGradient;
  private final boolean expendable;
  private final Floats data;
  private final List<Floats> gradients = new ArrayList<>();

  /**
   * Makes a value.
   *
   * @param data [n, height, width, channels] or [n, features]
   * @param needsGradient whether something upstream learns
   * @param expendable whether its only consumer may overwrite it
   */
  public Value(Floats data, boolean needsGradient, boolean expendable) {
    this.dims = data.array().shape();
    this.data = data;
    this.needsGradient = needsGradient;
    this.expendable = expendable;
  }

  /** Returns the elements. */
  public Floats data() {
    return data;
  }

  /** Returns a copy of the dimensions, samples first. */
  public long[] dims() {
    return dims.clone();
  }

  long size() {
    return data.size();
  }

  int samples() {
    return Math.toIntExact(dims[0]);
  }

  /** Returns the channels of an image or the features of a vector. */
  int channels() {
    return Math.toIntExact(dims[dims.length - 1]);
  }

  /** Returns the elements per channel: samples times pixels. */
  int rows() {
    return Math.toIntExact(size() / channels());
  }

  /** Tells whether something upstream learns. */
  public boolean needsGradient() {
    return needsGradient;
  }

  /** Tells whether its only consumer may overwrite it. */
  public boolean expendable() {
    return expendable;
  }

  /** Makes an array for one consumer's share of the gradient, which it overwrites in each pass. */
  Floats newGradient(Memory memory) {
    Floats gradient = memory.zeros(dims);
    gradients.add(gradient);
    return gradient;
  }

  /** Takes an array as one consumer's share. */
  void adoptGradient(Floats gradient) {
    gradients.add(gradient);
  }

  /** Returns where the gradient is, once {@link #collect}ed. */
  Floats gradient() {
    return gradients.get(0);
  }

  /** Adds up the consumers' shares. */
  public void collect() {
    for (int i = 1; i < gradients.size(); i++) {
      Blas.add(1f, gradients.get(i), gradients.get(0));
    }
  }
}
