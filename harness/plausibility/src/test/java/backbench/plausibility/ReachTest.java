package backbench.plausibility;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Padding;
import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachTest {

  @Test
  void countsWhatPlaceByPlaceIsFound() {
    int cases = 0;
    for (int in = 1; in <= 7; in++) {
      for (int kernel = 1; kernel <= 5; kernel++) {
        for (int stride = 1; stride <= 6; stride++) {
          for (int before = 0; before <= 6; before++) {
            for (int after = 0; after <= 6; after += 3) {
              if (in + before + after >= kernel) {
                agrees(in, kernel, stride, before, after);
                cases++;
              }
            }
          }
        }
      }
    }
    assertThat(cases).isGreaterThan(4000);
  }

  @Test
  void rowsAndColumnsMultiply() {
    Window window = new Window(3, 2, 1, 2, new Padding.Valid());
    Reach reach = Reach.of(window, Shape.image(1, 5, 7));
    assertThat(reach).isEqualTo(new Reach(3 * 3, 5 * 6, 3 * 2));
  }

  @Test
  void imagesOfAnyLengthAreCountedAtOnce() {
    Window window = new Window(1, 3, 1, 2, new Padding.Same());
    Reach reach = Reach.of(window, Shape.image(1, 1, 2_000_000_000));
    assertThat(reach).isEqualTo(new Reach(1_000_000_000, 2_000_000_000, 3));
  }

  private static void agrees(int in, int kernel, int stride, int before, int after) {
    Window window = new Window(kernel, 1, stride, 1, new Padding.Explicit(before, after, 0, 0));
    Shape image = Shape.image(1, in, 1);
    Set<Integer> outputs = new HashSet<>();
    Set<Integer> inputs = new HashSet<>();
    Set<Integer> taps = new HashSet<>();
    for (int out = 0; out < window.on(image).outHeight(); out++) {
      for (int tap = 0; tap < kernel; tap++) {
        int pixel = out * stride - before + tap;
        if (pixel >= 0 && pixel < in) {
          outputs.add(out);
          inputs.add(pixel);
          taps.add(tap);
        }
      }
    }
    assertThat(Reach.of(window, image))
        .as("image %d, kernel %d, stride %d, zeros %d and %d", in, kernel, stride, before, after)
        .isEqualTo(new Reach(outputs.size(), inputs.size(), taps.size()));
  }
}
