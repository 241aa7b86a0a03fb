package backbench.vector.program;

import backbench.vector.kernel.Kernels;
import backbench.vector.memory.Layout;
import backbench.vector.memory.Slab;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what a node computes, and the gradient of the loss by it.
 *
 * <p>A node may feed several others. Each of them writes its share of the gradient into a slab of
 * its own, so that nobody has to know who comes first; the shares are added before they are read.
 */
public final class Value {

  private final Slab data;
  private final Layout gradientLayout;
  private final boolean needsGradient;
  private final boolean rectified;
  private final List<Slab> shares = new ArrayList<>();
  private boolean chained;

  /**
   * Makes a value.
   *
   * @param layout of the data: the halo is what its readers ask for
   * @param gradientLayout of the gradient: the halo is what its writer's backward pass asks for
   * @param needsGradient whether something at or before it learns
   * @param rectified whether its last operation was max(x, 0), left to the writer's backward pass
   */
  public Value(Layout layout, Layout gradientLayout, boolean needsGradient, boolean rectified) {
    this.data = new Slab(layout);
    this.gradientLayout = gradientLayout;
    this.needsGradient = needsGradient;
    this.rectified = rectified;
  }

  /** Returns the buffer of the data. */
  public Slab data() {
    return data;
  }

  /** Returns the layout of the data. */
  public Layout layout() {
    return data.layout();
  }

  /** Tells whether something at or before it learns. */
  public boolean needsGradient() {
    return needsGradient;
  }

  /** Tells whether its last operation was max(x, 0), left to the writer's backward pass. */
  public boolean rectified() {
    return rectified;
  }

  /**
   * Says that the only reader's backward pass writes the gradient of a sample just before the
   * writer's reads it, so that it need not be kept.
   */
  public void chainGradient() {
    chained = true;
  }

  /** Makes a slab for one reader's share of the gradient. */
  public Slab addGradientShare(Engine engine) {
    Slab share =
        engine
            .workspace()
            .add(
                chained
                    ? Slab.perThread(gradientLayout, engine.crew().size())
                    : new Slab(gradientLayout));
    shares.add(share);
    return share;
  }

  /** Adds up the shares, where there are several, and returns the gradient. */
  public Slab gradient(Engine engine, Program backward) {
    if (shares.size() == 1) {
      return shares.get(0);
    }
    Kernels kernels = engine.kernels();
    Slab sum = engine.workspace().add(new Slab(gradientLayout));
    int size = gradientLayout.samplePitch();
    backward.samples(
        size,
        (sample, thread) -> {
          int at = sample * size;
          kernels.scale(1, shares.get(0).data(), at, sum.data(), at, size);
          for (Slab share : shares.subList(1, shares.size())) {
            kernels.addScaled(1, share.data(), at, sum.data(), at, size);
          }
        });
    return sum;
  }
}
