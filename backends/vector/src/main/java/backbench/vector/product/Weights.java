package backbench.vector.product;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.vector.kernel.Kernels;
import backbench.vector.memory.Layout;
import backbench.vector.memory.ParameterStore.Slot;
import backbench.vector.program.Engine;

/**
 * Packs the weights of a convolution or dense layer into panels for {@link Kernels#multiply}.
 *
 * <p>The engine keeps weights packed, through all steps: an optimiser works element by element and
 * does not care for the order. Panel p holds outputs from p · panelWidth; within it come, for each
 * tap, the weights of the panel's outputs side by side. A tap is a place in the kernel and an input
 * channel, in the order row, column, channel: that of {@link Layout}. A dense layer on a flattened
 * image is the convolution whose kernel is the whole image.
 */
public final class Weights {

  private final int height;
  private final int width;
  private final int channels;
  private final int outputs;
  private final int paddedOutputs;
  private final int panelWidth;
  private final Slot slot;

  /**
   * Reserves room for weights.
   *
   * @param height of the kernel
   * @param width of the kernel
   * @param channels of the input
   * @param outputs channels of the output
   * @param summed whether the gradient is summed over samples by each thread
   */
  Weights(Engine engine, int height, int width, int channels, int outputs, boolean summed) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.outputs = outputs;
    Kernels kernels = engine.kernels();
    this.paddedOutputs = Layout.roundUp(outputs, kernels.lanes());
    this.panelWidth = kernels.panelWidth();
    int size = requireArray((long) height * width * channels, paddedOutputs);
    this.slot = summed ? engine.store().reserveSummed(size) : engine.store().reserveWhole(size);
  }

  /**
   * Returns the floats of a padded matrix.
   *
   * @throws BackbenchException {@code UNSUPPORTED_LAYER} if they are more than an array holds
   */
  static int requireArray(long rows, int paddedColumns) {
    long floats = rows * paddedColumns;
    if (floats > Integer.MAX_VALUE) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_LAYER,
          "weights of "
              + rows
              + " × "
              + paddedColumns
              + " once padded to whole vectors are more than the 2^31 - 1 floats of an array");
    }
    return (int) floats;
  }

  /** Returns the number of factors of one output. */
  int taps() {
    return height * width * channels;
  }

  int channels() {
    return channels;
  }

  int outputs() {
    return outputs;
  }

  /** Returns the places in the kernel: taps without the channels. */
  int places() {
    return height * width;
  }

  int panels() {
    return (paddedOutputs + panelWidth - 1) / panelWidth;
  }

  /** Returns a panel's width in floats: the last one may be narrow. */
  int panelWidth(int panel) {
    return Math.min(panelWidth, paddedOutputs - panel * panelWidth);
  }

  /** Returns where a panel starts in the store. */
  int panelOffset(int panel) {
    return slot.offset() + panel * panelWidth * taps();
  }

  /** Returns where a weight lies in the store. */
  int index(int tap, int output) {
    int panel = output / panelWidth;
    return panelOffset(panel) + tap * panelWidth(panel) + output % panelWidth;
  }

  /** Lists where the taps lie in an input, relative to the pixel under the kernel's first one. */
  int[] tapsOn(Layout input) {
    int[] offsets = new int[taps()];
    int tap = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        for (int channel = 0; channel < channels; channel++) {
          offsets[tap++] = input.at(row, column) + channel;
        }
      }
    }
    return offsets;
  }

  /** Packs weights from canonical order [outputs, channels, height, width]. */
  public void load(float[] canonical, float[] store) {
    for (int output = 0; output < outputs; output++) {
      for (int tap = 0; tap < taps(); tap++) {
        store[index(tap, output)] = canonical[canonicalIndex(tap, output)];
      }
    }
  }

  /** Unpacks weights to canonical order. */
  public float[] unpack(float[] store) {
    float[] canonical = new float[outputs * taps()];
    for (int output = 0; output < outputs; output++) {
      for (int tap = 0; tap < taps(); tap++) {
        canonical[canonicalIndex(tap, output)] = store[index(tap, output)];
      }
    }
    return canonical;
  }

  private int canonicalIndex(int tap, int output) {
    int place = tap / channels;
    int channel = tap % channels;
    return (output * channels + channel) * places() + place;
  }
}
