package backbench.vector.product;

import backbench.vector.kernel.Kernels;
import backbench.vector.memory.Layout;
import backbench.vector.memory.ParameterStore;
import backbench.vector.program.Program;

/**
 * Holds a layer's weights once more with inputs and outputs exchanged, for the gradient of the
 * input; refreshed in each step.
 *
 * <p>The gradient of a convolution's input is itself a convolution, of the output's gradient with
 * the kernel turned by 180 degrees. A dense layer's is a product with the transposed matrix, whose
 * columns follow the layout of the flattened image.
 */
final class TransposedWeights {

  private static final int ROWS_PER_TASK = 32;

  private final Weights weights;
  private final boolean turned;
  private final int pitch;
  private final int panelWidth;
  private final int paddedColumns;
  private final float[] data;
  private final int[] columns;
  private final int[] strides;

  private TransposedWeights(
      Weights weights, Kernels kernels, boolean turned, int pitch, int paddedColumns) {
    this.weights = weights;
    this.turned = turned;
    this.pitch = pitch;
    this.panelWidth = kernels.panelWidth();
    this.paddedColumns = paddedColumns;
    this.data = new float[Weights.requireArray(depth(), paddedColumns)];
    this.columns = new int[weights.taps()];
    this.strides = new int[weights.taps()];
    placeColumns();
  }

  /** Turns a convolution's kernel; columns are input channels. */
  static TransposedWeights ofConvolution(Weights weights, Kernels kernels) {
    int columns = Layout.roundUp(weights.channels(), kernels.lanes());
    return new TransposedWeights(weights, kernels, true, 0, columns);
  }

  /** Transposes a dense layer's matrix; columns are the features of a compact input. */
  static TransposedWeights ofDense(Weights weights, Kernels kernels, int pitch) {
    int columns = Layout.roundUp(weights.places() * pitch, kernels.lanes());
    return new TransposedWeights(weights, kernels, false, pitch, columns);
  }

  float[] data() {
    return data;
  }

  /** Returns the number of factors of one column. */
  int depth() {
    return turned ? weights.places() * weights.outputs() : weights.outputs();
  }

  /** Returns the columns, padded to whole vectors. */
  int paddedColumns() {
    return paddedColumns;
  }

  /** Adds the refresh to a program. */
  void refresh(Program program, ParameterStore store) {
    int taps = weights.taps();
    int tasks = (taps + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    // A transposed float costs about as much as ten operations.
    program.tasks(
        0,
        10L * taps * weights.outputs(),
        samples -> tasks,
        (task, samples, thread) -> {
          int from = task * ROWS_PER_TASK;
          transpose(from, Math.min(from + ROWS_PER_TASK, taps), store.values());
        });
  }

  private void transpose(int fromTap, int toTap, float[] source) {
    int outputs = weights.outputs();
    for (int panel = 0; panel < weights.panels(); panel++) {
      int first = panel * panelWidth;
      int count = Math.min(weights.panelWidth(panel), outputs - first);
      int from = weights.index(fromTap, first);
      for (int tap = fromTap; tap < toTap; tap++, from += weights.panelWidth(panel)) {
        int stride = strides[tap];
        int to = columns[tap] + first * stride;
        for (int i = 0; i < count; i++, to += stride) {
          data[to] = source[from + i];
        }
      }
    }
  }

  /** Finds where each tap's column starts, and how far its elements are apart. */
  private void placeColumns() {
    for (int tap = 0; tap < columns.length; tap++) {
      int place = tap / weights.channels();
      int channel = tap % weights.channels();
      int row = turned ? (weights.places() - 1 - place) * weights.outputs() : 0;
      int column = turned ? channel : place * pitch + channel;
      int panel = column / panelWidth;
      strides[tap] = Math.min(panelWidth, paddedColumns - panel * panelWidth);
      columns[tap] = panel * panelWidth * depth() + row * strides[tap] + column % panelWidth;
    }
  }
}
