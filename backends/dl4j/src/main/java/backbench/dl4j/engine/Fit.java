package backbench.dl4j.engine;

import backbench.graph.Padding;
import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Says how a window's padding is put to ND4J.
 *
 * <p>ND4J pads opposite sides alike or as TensorFlow's {@code same}; anything else needs an image
 * with a frame around it.
 *
 * @param framed whether the image must be framed first, after which no padding is left
 * @param same whether ND4J works the padding out
 * @param top rows above and below, else
 * @param left columns before and after, else
 * @param placement where the window lies
 */
public record Fit(boolean framed, boolean same, int top, int left, Window.Placement placement) {

  /** ND4J's code for images [n, height, width, channels]. */
  public static final long CHANNELS_LAST = 1;

  /** ND4J's code for kernels [height, width, in, out]. */
  public static final long WEIGHTS_HWIO = 0;

  /** ND4J's code for kernels [out, in, height, width]. */
  public static final long WEIGHTS_OIHW = 1;

  /** Works out how a window over an image is padded. */
  public static Fit of(Window window, Shape image) {
    Window.Placement placement = window.on(image);
    if (placement.isSymmetric()) {
      return new Fit(false, false, placement.top(), placement.left(), placement);
    }
    boolean same =
        window.padding() instanceof Padding.Same
            && reaches(
                placement.outHeight(), window.strideHeight(), window.kernelHeight(), image.height())
            && reaches(
                placement.outWidth(), window.strideWidth(), window.kernelWidth(), image.width());
    return new Fit(!same, same, 0, 0, placement);
  }

  /** Tells whether the windows reach the last pixel; else ND4J pads by a negative number. */
  private static boolean reaches(int out, int stride, int kernel, int in) {
    return (out - 1) * stride + kernel >= in;
  }

  /** Returns where the window lies on the images as ND4J gets them, framed or not. */
  public Window.Placement remaining() {
    return framed
        ? new Window.Placement(placement.outHeight(), placement.outWidth(), 0, 0, 0, 0)
        : placement;
  }

  /** Returns the integers that ND4J's windowed operations take, followed by others. */
  public long[] arguments(Window window, long... others) {
    List<Long> arguments = new ArrayList<>();
    for (int size :
        List.of(
            window.kernelHeight(),
            window.kernelWidth(),
            window.strideHeight(),
            window.strideWidth(),
            top,
            left,
            1,
            1,
            same ? 1 : 0)) {
      arguments.add((long) size);
    }
    for (long other : others) {
      arguments.add(other);
    }
    return arguments.stream().mapToLong(Long::longValue).toArray();
  }
}
