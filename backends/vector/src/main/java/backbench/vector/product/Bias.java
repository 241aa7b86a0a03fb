package backbench.vector.product;

import backbench.vector.kernel.Kernels;
import backbench.vector.memory.Layout;
import backbench.vector.memory.ParameterStore.Slot;
import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Program;
import backbench.vector.program.Value;

/** Holds what is added to each output channel: a trained bias, or zeros where there is none. */
public final class Bias {

  private final Engine engine;
  private final int outputs;
  private final Slot slot;
  private final boolean trained;

  /** Reserves room; a layer without a bias has zeros that nothing changes. */
  Bias(Engine engine, int outputs, boolean trained) {
    this.engine = engine;
    this.outputs = outputs;
    this.trained = trained;
    this.slot = engine.store().reserveSummed(outputs);
  }

  int offset() {
    return slot.offset();
  }

  /** Writes canonical values to the store. */
  public void load(float[] canonical, float[] store) {
    System.arraycopy(canonical, 0, store, slot.offset(), outputs);
  }

  /** Returns the values of the store in canonical order. */
  public float[] unpack(float[] store) {
    float[] canonical = new float[outputs];
    System.arraycopy(store, slot.offset(), canonical, 0, outputs);
    return canonical;
  }

  /**
   * Adds the first part of a layer's backward pass to a program: the gradient passes back through
   * the rectifier, in place, and is summed over the pixels.
   */
  void backward(Program program, Value output, Slab gradient) {
    Kernels kernels = engine.kernels();
    Layout layout = output.layout();
    Layout gradientLayout = gradient.layout();
    int pixels = layout.runWith(gradientLayout);
    int lines = layout.pixels() / pixels;
    int pitch = layout.pitch();
    boolean rectified = output.rectified();
    if (!rectified && !trained) {
      return;
    }
    program.samples(
        3L * layout.pixels() * pitch,
        (sample, thread) -> {
          float[] sums = engine.store().gradients(thread);
          float[] y = output.data().data();
          float[] g = gradient.data();
          for (int line = 0; line < lines; line++) {
            int at = gradient.origin(sample, thread) + line * gradientLayout.rowPitch();
            if (rectified) {
              int from = output.data().origin(sample) + line * layout.rowPitch();
              kernels.reluGradient(y, from, g, at, g, at, pixels * pitch);
            }
            if (trained) {
              kernels.addChannels(g, at, pixels, pitch, sums, slot.offset());
            }
          }
        });
  }
}
