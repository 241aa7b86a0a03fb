package backbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawnDigitsTest {

  private static float[] image(Samples samples, int index) {
    float[] pixels = new float[samples.shape().size()];
    samples.copyPixels(index, Scaling.IDENTITY, pixels, 0);
    return pixels;
  }

  private static String digest(long seed) {
    return Datasets.open(new DataSource.Digits(seed, 300, 100)).digest();
  }

  @Test
  void aSeedGivesTheSameBytesEverywhere() {
    // Another digest here means that results on `digits` no longer compare with older ones.
    assertThat(digest(1))
        .isEqualTo("871cd0c13a926f025af8376fc16d6e26861dda2d6e558ba47a32456ac11aeaf6");
  }

  @Test
  void seedsGiveDifferentSets() {
    assertThat(List.of(digest(1), digest(2), digest(-1), digest(0))).doesNotHaveDuplicates();
  }

  @Test
  void threadsDrawingAtTheSameTimeGetTheSame() {
    List<String> digests =
        IntStream.range(0, 8).parallel().mapToObj(i -> digest(3)).distinct().toList();
    assertThat(digests).hasSize(1);
  }

  @Test
  void anImageDoesNotDependOnTheSizeOfItsSet() {
    Samples few = DrawnDigits.draw(7, "train", 23);
    Samples many = DrawnDigits.draw(7, "train", 200);
    for (int i = 0; i < few.size(); i++) {
      assertThat(few.label(i)).isEqualTo(many.label(i));
      assertThat(image(few, i)).isEqualTo(image(many, i));
    }
  }

  @Test
  void noTwoImagesAreAlikeWithinOrAcrossTheSets() {
    Dataset digits = Datasets.open(new DataSource.Digits(1, 2_000, 1_000));
    List<String> images = new ArrayList<>();
    for (Samples samples : List.of(digits.train(), digits.test())) {
      for (int i = 0; i < samples.size(); i++) {
        images.add(Arrays.toString(image(samples, i)));
      }
    }
    assertThat(images).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"1,0,1", "10,1,1", "17,1,2", "1000,100,100"})
  void classesAreBalancedToWithinOne(int size, long least, long most) {
    Samples samples = DrawnDigits.draw(5, "test", size);
    long[] counts = new long[10];
    for (int i = 0; i < size; i++) {
      counts[samples.label(i)]++;
    }
    assertThat(Arrays.stream(counts)).allMatch(count -> count >= least && count <= most);
  }

  @Test
  void labelsComeInNoFixedOrder() {
    Samples samples = DrawnDigits.draw(1, "train", 1_000);
    int repeated = 0;
    for (int i = 10; i < samples.size(); i++) {
      repeated += samples.label(i) == samples.label(i - 10) ? 1 : 0;
    }
    assertThat(repeated).isBetween(50, 150);
  }

  @Test
  void everyImageHasInkInTheMiddleAndLittleAtTheRim() {
    Samples samples = DrawnDigits.draw(9, "train", 1_000);
    for (int i = 0; i < samples.size(); i++) {
      float[] pixels = image(samples, i);
      int bright = 0;
      int rim = 0;
      for (int p = 0; p < pixels.length; p++) {
        int fromEdge = Math.min(Math.min(p / 28, 27 - p / 28), Math.min(p % 28, 27 - p % 28));
        if (pixels[p] > 110) {
          bright++;
          rim += fromEdge == 0 ? 1 : 0;
        }
      }
      assertThat(bright).as("bright pixels of image %d", i).isBetween(15, 350);
      assertThat(rim).as("bright pixels on the rim of image %d", i).isLessThan(20);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,0", "-1,1", "1000001,1", "1,1000001"})
  void sizesOutOfRangeAreRefused(int train, int test) {
    assertThatThrownBy(() -> new DataSource.Digits(1, train, test))
        .isInstanceOfSatisfying(
            BackbenchException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("must be 1 to 1000000");
  }
}
