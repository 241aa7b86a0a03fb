package backbench.vector.kernel;

import backbench.spi.Optimizer;
import backbench.vector.memory.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls every kernel often enough that the JVM compiles it for good.
 *
 * <p>Until C2 has compiled it, a vector operation makes an object, and a kernel is a hundred times
 * slower. C2 counts calls, and some kernels are called only a few times in a step, with long loops:
 * left to themselves they would stay slow for minutes. Called many times with short loops, all of
 * them are in C2's queue within a fraction of a second.
 */
public final class KernelWarmUp {

  /** Above the invocation threshold of the JVM's highest tier (5,000), with some to spare. */
  private static final int CALLS = 6_000;

  private static final int DEPTH = 8;
  private static final int ROWS = 14;
  private static final AtomicBoolean DONE = new AtomicBoolean();

  private final Kernels kernels;
  private final int vector;
  private final int[] places = new int[DEPTH];
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final float[] d;

  private KernelWarmUp(Kernels kernels) {
    this.kernels = kernels;
    this.vector = kernels.lanes();
    int size = (ROWS + DEPTH) * 4 * vector;
    this.a = new float[size];
    this.b = new float[size];
    this.c = new float[size];
    this.d = new float[size];
    Arrays.setAll(places, i -> i);
  }

  /** Warms kernels up, once in the life of the JVM. */
  public static void run(Kernels kernels) {
    if (!DONE.getAndSet(true)) {
      new KernelWarmUp(kernels).run();
    }
  }

  private void run() {
    Tiling tiling = kernels.tiling();
    for (int vectors : List.of(2, 1)) {
      boolean full = vectors == 2;
      Product plain = new Product(1, places, false, b, vectors, d, 0, 2 * vector);
      List<Integer> heights = full ? tiling.productRows() : tiling.narrowProductRows();
      for (int rows : heights) {
        repeat(() -> kernels.multiply(plain, rows, a, 0, 0, 0, c, 0));
      }
      Product inQuads = new Product(1, places, true, b, vectors, d, 0, 2 * vector);
      if (heights.contains(Tiling.QUAD_ROWS)) {
        repeat(() -> kernels.multiply(inQuads, Tiling.QUAD_ROWS, a, 0, 0, 0, c, 0));
      }
      Outer outer = new Outer(places, places, new int[ROWS], vectors);
      for (int rows : full ? tiling.outerRows() : tiling.narrowOuterRows()) {
        repeat(() -> kernels.addOuter(outer, rows, 0, DEPTH, a, 0, b, 0, c, 0));
      }
      for (int rows : full ? tiling.gatheredRows() : tiling.narrowGatheredRows()) {
        repeat(() -> kernels.addOuterGathered(outer, rows, 0, 0, DEPTH, a, 0, b, 0, c, 0));
      }
    }
    warmUpElementwise();
    warmUpNeighbours();
    warmUpSampling();
    warmUpOptimizers();
  }

  private void warmUpElementwise() {
    int pitch = vector;
    int count = DEPTH * vector;
    int row = 2 * count;
    repeat(() -> kernels.relu(a, 0, c, 0, count));
    repeat(() -> kernels.reluGradient(a, 0, b, 0, c, 0, count));
    repeat(() -> kernels.addChannels(a, 0, DEPTH, pitch, c, 0));
    repeat(() -> kernels.addSquares(a, 0, DEPTH, pitch, d, c, 0));
    repeat(() -> kernels.addProducts(a, 0, b, 0, DEPTH, pitch, d, c, 0));
    repeat(() -> kernels.affine(a, 0, c, 0, DEPTH, pitch, b, d));
    repeat(() -> kernels.affineGradient(a, 0, b, 0, c, 0, DEPTH, pitch, b, d, d));
    repeat(() -> kernels.maxPool2(a, 0, row, c, 0, DEPTH, pitch));
    repeat(() -> kernels.maxPool2Gradient(a, 0, row, b, 0, d, 0, c, 0, row, DEPTH, pitch));
    repeat(() -> kernels.maximum(places, a, 0, c, 0, pitch));
    repeat(() -> kernels.maximumGradient(places, a, 0, b, 0, d, 0, places, c, 0, pitch));
    repeat(() -> kernels.drop(1, 1 << 23, 2, c, 0, count));
    repeat(() -> kernels.addScaled(0.5f, a, 0, c, 0, count));
    repeat(() -> kernels.scale(0.5f, a, 0, c, 0, count));
    repeat(() -> kernels.multiplyElements(a, 0, b, 0, c, 0, count));
  }

  private void warmUpNeighbours() {
    int count = DEPTH * vector;
    Neighbours five = new Neighbours(5, vector, 2, 1e-4f);
    Neighbours three = new Neighbours(3, vector, 2, 1e-4f);
    repeat(() -> kernels.squares(a, 0, vector, c, 0, vector, DEPTH));
    repeat(() -> kernels.quotients(a, 0, b, 0, d, 0, vector, c, 0, vector, DEPTH));
    repeat(() -> kernels.addNeighbours(five, a, 0, c, 0, DEPTH, vector));
    repeat(() -> kernels.addNeighbours(three, a, 0, c, 0, DEPTH, vector));
    repeat(() -> kernels.inverseThreeQuarterPowers(a, 0, c, 0, count));
    repeat(() -> kernels.sumOfProducts(a, 0, b, 0, d, 0, a, 0, c, 0, count));
  }

  private void warmUpSampling() {
    SampledRow row = new SampledRow(new Layout(vector, 1, 1, vector, SampledRow.HALO), DEPTH);
    repeat(() -> kernels.sample(row, a, 0, vector, c, 0, vector));
    repeat(() -> kernels.scatter(row, a, 0, vector, vector, c, 0));
    repeat(() -> kernels.positionGradients(row, a, 0, b, 0, vector, vector, c));
  }

  private void warmUpOptimizers() {
    int count = DEPTH * vector;
    AdaptiveFactors factors = AdaptiveFactors.at(new Optimizer.Adam(1e-3), 1);
    repeat(() -> kernels.sgd(c, a, 0, count, 0.1f));
    repeat(() -> kernels.momentum(c, a, b, 0, count, 0.1f, 0.9f));
    repeat(() -> kernels.adapt(c, a, b, d, 0, count, factors));
  }

  private static void repeat(Runnable call) {
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
  }
}
