package backbench.data.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.random.PinnedRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextureTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
  void aPatternMixesItsColoursAboutEvenlyAndVaries(Texture texture) {
    SmoothField blotches = Texture.field();
    Texture.scatter(blotches, new PinnedRandom(1));
    double sum = 0;
    int pure = 0;
    int count = 0;
    for (float u = -6; u < 6; u += 0.07f) {
      for (float v = -6; v < 6; v += 0.07f) {
        float share = texture.share(u, v, blotches);
        assertThat(share).isBetween(0f, 1f);
        sum += share;
        pure += share == 0 || share == 1 ? 1 : 0;
        count++;
      }
    }
    assertThat(sum / count).isBetween(0.25, 0.75);
    assertThat((double) pure / count).isGreaterThan(0.25);
  }
}
