package backbench.vector;

import backbench.vector.kernel.Kernels;
import backbench.vector.kernel.Outer;
import backbench.vector.kernel.Product;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the tiles that the networks spend their time in, on one thread.
 *
 * <p>Floating-point operations per call are {@code 2 · rows · vectors · lanes · depth}; divide by
 * the time for the rate. Run as {@code harness/docs/adr/0005-vector-engine.md} says.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0"
    })
public class KernelBenchmark {

  /** Taps of a 3×3 convolution over 32 channels. */
  private static final int DEPTH = 288;

  /** Pixels of a block of the weight gradient. */
  private static final int PIXELS = 112;

  @Param({"vector", "scalar"})
  public String simd;

  private Kernels kernels;
  private Product inQuads;
  private Product plain;
  private Outer outer;
  private float[] image;
  private float[] panel;
  private float[] result;

  /** Lays out an image of 28×28 pixels with 32 channels and a halo. */
  @Setup
  public void layOut() {
    kernels = KernelChoice.choose(simd);
    image = new float[30 * 30 * 32];
    panel = new float[DEPTH * kernels.panelWidth()];
    result = new float[PIXELS * kernels.panelWidth()];
    Arrays.fill(image, 0.5f);
    Arrays.fill(panel, 0.25f);
    int[] taps = new int[DEPTH];
    Arrays.setAll(taps, k -> k / 96 * 30 * 32 + k % 96);
    float[] zeros = new float[kernels.panelWidth()];
    int width = kernels.panelWidth();
    inQuads = new Product(32, taps, true, panel, 2, zeros, 0, width);
    plain = new Product(32, taps, false, panel, 2, zeros, 0, width);
    int[] pixels = new int[PIXELS];
    Arrays.setAll(pixels, p -> (p / 28 * 30 + p % 28) * 32);
    int[] gradients = new int[PIXELS];
    Arrays.setAll(gradients, p -> p * width);
    outer = new Outer(pixels, gradients, taps, 2);
  }

  /** Computes 7 pixels by two vectors of a forward convolution; depth 288. */
  @Benchmark
  public float[] productOfSevenRowsInQuads() {
    kernels.multiply(inQuads, 7, image, 0, 0, 0, result, 0);
    return result;
  }

  /** The same, one tap at a time. */
  @Benchmark
  public float[] productOfSevenRows() {
    kernels.multiply(plain, 7, image, 0, 0, 0, result, 0);
    return result;
  }

  /** Computes 8 pixels by two vectors, one tap at a time; depth 288. */
  @Benchmark
  public float[] productOfEightRows() {
    kernels.multiply(plain, 8, image, 0, 0, 0, result, 0);
    return result;
  }

  /** Computes 4 pixels by two vectors, one tap at a time; depth 288. */
  @Benchmark
  public float[] productOfFourRows() {
    kernels.multiply(plain, 4, image, 0, 0, 0, result, 0);
    return result;
  }

  /** Adds to 14 taps by two vectors of a weight gradient; depth 112. */
  @Benchmark
  public float[] outerProductOfFourteenRows() {
    kernels.addOuter(outer, 14, 0, PIXELS, image, 0, result, 0, panel, 0);
    return panel;
  }

  /** Adds to 4 taps by two vectors of a weight gradient; depth 112. */
  @Benchmark
  public float[] outerProductOfFourRows() {
    kernels.addOuter(outer, 4, 0, PIXELS, image, 0, result, 0, panel, 0);
    return panel;
  }
}
