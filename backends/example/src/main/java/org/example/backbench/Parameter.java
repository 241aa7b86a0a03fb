package org.example.backbench;

import backbench.graph.ParameterInfo;
import backbench.spi.Tensor;

/** Holds a parameter in canonical layout, its gradient, and what the optimiser remembers of it. */
final class Parameter {

  private final ParameterInfo info;
  private final float[] data;
  private final float[] gradient;
  private final float[] firstMoment;
  private final float[] secondMoment;

  /** Copies the initial elements, which belong to the harness. */
  Parameter(ParameterInfo info, Tensor initial) {
    this.info = info;
    this.data = initial.data().clone();
    this.gradient = new float[data.length];
    this.firstMoment = new float[data.length];
    this.secondMoment = new float[data.length];
  }

  String name() {
    return info.name();
  }

  float[] data() {
    return data;
  }

  float[] gradient() {
    return gradient;
  }

  float[] firstMoment() {
    return firstMoment;
  }

  float[] secondMoment() {
    return secondMoment;
  }

  /** Returns a copy for the harness. */
  Tensor tensor() {
    return new Tensor(info.dims(), data.clone());
  }
}
