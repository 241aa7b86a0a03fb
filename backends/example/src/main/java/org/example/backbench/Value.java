package org.example.backbench;

import java.util.Arrays;

/** Holds what a node gives for each sample of a batch, and the loss's derivative by it. */
final class Value {

  private final int size;
  private final boolean needsGradient;
  private float[] data = {};
  private float[] gradient = {};

  /**
   * Makes a value.
   *
   * @param size elements of one sample
   * @param needsGradient whether something upstream learns
   */
  Value(int size, boolean needsGradient) {
    this.size = size;
    this.needsGradient = needsGradient;
  }

  int size() {
    return size;
  }

  boolean needsGradient() {
    return needsGradient;
  }

  /** Returns the elements, sample by sample. */
  float[] data() {
    return data;
  }

  /** Returns the derivatives, in the order of the elements. */
  float[] gradient() {
    return gradient;
  }

  /** Makes room for a batch. */
  void reserve(int samples) {
    int needed = Math.multiplyExact(samples, size);
    if (data.length < needed) {
      data = new float[needed];
    }
  }

  /** Forgets the derivatives of the step before: whoever reads this value adds its share. */
  void clearGradient() {
    if (gradient.length < data.length) {
      gradient = new float[data.length];
    } else {
      Arrays.fill(gradient, 0);
    }
  }
}
