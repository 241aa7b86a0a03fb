package backbench.dl4j.layer;

import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.graph.Layer;

/**
 * Normalises across neighbouring channels.
 *
 * <p>ND4J's own {@code lrn} and {@code lrn_bp} are several times slower than this: the sum over
 * neighbours is a convolution of one tap with a band of ones, and is its own transpose.
 */
public final class ResponseNormalization implements Operation {

  private final Layer.LocalResponseNorm layer;
  private final Value input;
  private final Value output;
  private final Floats band;
  private final Floats base;
  private final Floats factor;
  private final Call square;
  private final Product sum;
  private final Call power;
  private final Call multiply;
  private final Floats scratch;

  /** Prepares local response normalisation. */
  public ResponseNormalization(
      Layer.LocalResponseNorm layer, Value input, Value output, Memory memory) {
    this.layer = layer;
    this.input = input;
    this.output = output;
    int rows = input.rows();
    int channels = input.channels();
    this.band = memory.zeros(channels, channels);
    band.write(band(channels, layer.size() / 2, (float) layer.alpha()));
    this.base = memory.zeros(rows, channels);
    this.factor = memory.zeros(rows, channels);
    this.scratch = memory.zeros(rows, channels);
    Floats x = input.data().reshape(rows, channels);
    Floats y = output.data().reshape(rows, channels);
    this.square = memory.call("multiply", Call.of(x, x), Call.of(scratch));
    this.sum = Product.of(scratch, band, base, memory);
    this.power =
        memory.call("Pow", Call.of(base, memory.filled((float) -layer.beta(), 1)), Call.of(factor));
    this.multiply = memory.call("multiply", Call.of(x, factor), Call.of(y));
  }

  /** Makes the symmetric matrix with {@code value} up to {@code reach} beside its diagonal. */
  private static float[] band(int channels, int reach, float value) {
    float[] band = new float[channels * channels];
    for (int row = 0; row < channels; row++) {
      for (int column = Math.max(0, row - reach);
          column <= Math.min(channels - 1, row + reach);
          column++) {
        band[row * channels + column] = value;
      }
    }
    return band;
  }

  @Override
  public void forward(boolean training) {
    square.run();
    sum.run();
    base.array().addi(layer.k());
    power.run();
    multiply.run();
  }

  /** Writes dx = dy · factor - 2 · beta · x · (band · (dy · x · factor / base)). */
  @Override
  public Runnable backward(Memory memory) {
    if (!input.needsGradient()) {
      return () -> {};
    }
    int rows = input.rows();
    int channels = input.channels();
    Floats gradient = output.gradient().reshape(rows, channels);
    Floats y = output.data().reshape(rows, channels);
    Floats x = input.data().reshape(rows, channels);
    Floats inputGradient = input.newGradient(memory).reshape(rows, channels);
    Call[] before = {
      memory.call("multiply", Call.of(gradient, y), Call.of(scratch)),
      memory.call("divide", Call.of(scratch, base), Call.of(scratch))
    };
    Product spread = Product.of(scratch, band, inputGradient, memory);
    Call[] after = {
      memory.call("multiply", Call.of(inputGradient, x), Call.of(scratch)),
      memory.call("multiply", Call.of(gradient, factor), Call.of(inputGradient))
    };
    float weight = (float) (-2 * layer.beta());
    return () -> {
      for (Call call : before) {
        call.run();
      }
      spread.run();
      for (Call call : after) {
        call.run();
      }
      Blas.add(weight, scratch, inputGradient);
    };
  }
}
