package backbench.data.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutlineTest {

  private static final int POINTS = 100;
  private static final float HALF_WIDTH = 1.4f;

  private static boolean[] inside(Outline outline) {
    boolean[] inside = new boolean[POINTS * POINTS];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = outline.depth(place(i % POINTS), place(i / POINTS)) > 0;
    }
    return inside;
  }

  private static float place(int index) {
    return HALF_WIDTH * (2 * (index + 0.5f) / POINTS - 1);
  }

  @ParameterizedTest
  @EnumSource
  void anOutlineIsOfOneSizeAndStaysWithinReach(Outline outline) {
    boolean[] inside = inside(outline);
    int count = 0;
    for (int i = 0; i < inside.length; i++) {
      if (inside[i]) {
        count++;
        double distance = Math.hypot(place(i % POINTS), place(i / POINTS));
        assertThat(distance).isLessThanOrEqualTo(Scenes.REACH);
      }
    }
    double area = count * Math.pow(2 * HALF_WIDTH / POINTS, 2);
    assertThat(area).isBetween(1.0, Math.PI + 0.1);
  }

  @Test
  void outlinesDiffer() {
    for (Outline one : Outline.values()) {
      for (Outline other : Outline.values()) {
        if (one != other) {
          boolean[] first = inside(one);
          boolean[] second = inside(other);
          int differing = 0;
          for (int i = 0; i < first.length; i++) {
            differing += first[i] == second[i] ? 0 : 1;
          }
          assertThat(differing).as(one + " and " + other).isGreaterThan(POINTS * POINTS / 20);
        }
      }
    }
  }
}
