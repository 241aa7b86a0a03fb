package backbench.vector.product;

import backbench.vector.memory.Slab;
import backbench.vector.product.PanelProduct.Grid;
import backbench.vector.product.PanelProduct.Panels;
import backbench.vector.program.Engine;
import backbench.vector.program.Program;

/** Multiplies all samples of a batch with packed weights, shared out over the threads. */
final class BatchProduct {

  /** Samples in a task where there are too few panels to share out; a multiple of tile heights. */
  private static final int SAMPLES_PER_TASK = 8;

  private final Engine engine;
  private final int[] taps;
  private final Panels panels;
  private final int aPitch;
  private final int cPitch;
  private int plannedSamples;
  private PanelProduct whole;
  private PanelProduct block;

  /**
   * Plans a product whose rows are samples.
   *
   * @param taps where a sample's factors lie, relative to its first pixel
   * @param aPitch floats from one sample to the next in the left operand
   * @param cPitch floats from one sample to the next in the result
   */
  BatchProduct(Engine engine, int[] taps, Panels panels, int aPitch, int cPitch) {
    this.engine = engine;
    this.taps = taps;
    this.panels = panels;
    this.aPitch = aPitch;
    this.cPitch = cPitch;
    this.plannedSamples = 1;
    this.whole = plan(1);
    this.block = whole;
  }

  private PanelProduct plan(int samples) {
    return new PanelProduct(
        engine.kernels(), new Grid(1, samples, 0, aPitch, 0, cPitch), taps, panels);
  }

  private void planFor(int samples) {
    if (samples != plannedSamples) {
      whole = plan(samples);
      block = plan(Math.min(samples, SAMPLES_PER_TASK));
      plannedSamples = samples;
    }
  }

  /** Adds the product to a program. */
  void add(Program program, long work, Slab a, Slab c) {
    program.serial(this::planFor);
    boolean byPanels = whole.panelCount() >= 2 * engine.crew().size();
    program.tasks(
        work,
        0,
        samples ->
            byPanels ? whole.panelCount() : (samples + SAMPLES_PER_TASK - 1) / SAMPLES_PER_TASK,
        (task, samples, thread) -> {
          if (byPanels) {
            whole.runPanel(task, a.data(), a.origin(0), c.data(), c.origin(0));
          } else {
            // The last block is moved back to end with the batch: some rows are computed twice.
            int first = Math.max(0, Math.min(task * SAMPLES_PER_TASK, samples - SAMPLES_PER_TASK));
            block.run(a.data(), a.origin(first), c.data(), c.origin(first));
          }
        });
  }
}
