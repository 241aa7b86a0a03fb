package backbench.dl4j.layer;

import backbench.dl4j.engine.Fit;
import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.graph.Window;
import org.jspecify.annotations.Nullable;

/** Pools through ND4J's {@code maxpool2d} or {@code avgpool2d}, whose helpers are oneDNN. */
public final class Pooling implements Operation {

  /** Which pixels the operation takes, as ND4J names and numbers it. */
  public enum Kind {
    /** The largest pixel. */
    MAX("maxpool2d", 0),
    /** The mean of the pixels inside the image. */
    MEAN_INSIDE("avgpool2d", 0),
    /** The mean of all pixels, the frame's included. */
    MEAN("avgpool2d", 1);

    private final String operation;
    private final long divisor;

    Kind(String operation, long divisor) {
      this.operation = operation;
      this.divisor = divisor;
    }
  }

  private final Kind kind;
  private final long[] arguments;
  private final Value input;
  private final Value output;
  private final Memory memory;
  private final Call forward;
  private @Nullable Marks marks;

  /** Pools marks of the input's pixels into marks of the output's. */
  private record Marks(Floats before, Floats after, Call pool) {}

  /** Prepares pooling. */
  public Pooling(Kind kind, Window window, Fit fit, Value input, Value output, Memory memory) {
    this.kind = kind;
    this.arguments = fit.arguments(window, kind.divisor, Fit.CHANNELS_LAST);
    this.input = input;
    this.output = output;
    this.memory = memory;
    this.forward = call(input.data(), output.data());
  }

  private Call call(Floats from, Floats to) {
    return memory.call(kind.operation, Call.of(from), Call.of(to)).integers(arguments);
  }

  @Override
  public void forward(boolean training) {
    forward.run();
    // oneDNN compares, and a NaN is never larger.
    if (kind == Kind.MAX && Float.isNaN(Blas.sumOfMagnitudes(input.data()))) {
      passNans();
    }
  }

  /** Writes a NaN for each window that has one; slow, for runs that are lost anyway. */
  private void passNans() {
    Marks own = marks;
    if (own == null) {
      Floats before = memory.zeros(input.dims());
      Floats after = memory.zeros(output.dims());
      own = new Marks(before, after, call(before, after));
      marks = own;
    }
    float[] pixels = input.data().read();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Float.isNaN(pixels[i]) ? 1 : 0;
    }
    own.before().write(pixels);
    own.pool().run();
    float[] marked = own.after().read();
    float[] result = output.data().read();
    for (int i = 0; i < result.length; i++) {
      if (marked[i] == 1) {
        result[i] = Float.NaN;
      }
    }
    output.data().write(result);
  }

  @Override
  public Runnable backward(Memory memory) {
    if (!input.needsGradient()) {
      return () -> {};
    }
    return memory
            .call(
                kind.operation + "_bp",
                Call.of(input.data(), output.gradient()),
                Call.of(input.newGradient(memory)))
            .integers(arguments)
        ::run;
  }
}
