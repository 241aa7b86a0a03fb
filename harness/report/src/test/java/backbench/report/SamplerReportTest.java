package backbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.report.picture.SamplerPicture;
import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.LearnedRun;
import backbench.results.ReportRun;
import backbench.results.Status;
import backbench.results.TrainingOutcome;
import backbench.results.samples.SampledImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what a report shows of samplers. */
class SamplerReportTest {

  private static final List<Double> IDENTITY = List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0);
  private static final List<Double> UPPER_LEFT = List.of(0.5, 0.0, -0.5, 0.0, 0.5, -0.5);
  private static final int OUTLINE = 0xFFE69F00;

  @Test
  void aReportShowsAPictureAndWhatEachSampleWasTakenFor(@TempDir Path folder) throws Exception {
    Report report = report(grey(IDENTITY, UPPER_LEFT), Status.OK);
    report.writeMarkdown(folder.resolve("report.md"));

    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("## What samplers pick out", "](samplers/nin-vector-sampler.png)")
        .contains("| 1 | 7 | **7** | 1.0 |", "| 2 | 7 | **1** | 2.0 |");
    assertThat(ImageIO.read(folder.resolve("samplers/nin-vector-sampler.png").toFile()))
        .isNotNull();
  }

  @Test
  void whatIsNotCertifiedIsStruckThrough() {
    assertThat(report(grey(IDENTITY), Status.UNCERTIFIED).markdown())
        .contains("vector (uncertified): test samples", "| 1 | 7 | 7 | ~~1.0~~ |");
  }

  @Test
  void aRunWithoutSamplersShowsNone() {
    assertThat(Report.of(ReportRun.full()).markdown()).doesNotContain("samplers");
  }

  @Test
  void theOutlineIsWhereTheSamplerReads() throws Exception {
    BufferedImage picture = drawn(grey(UPPER_LEFT));

    // Four pixels a side, 30 times as large: the centres of the corners are 15 pixels inside.
    assertThat(picture.getRGB(6 + 15, 6 + 40)).isEqualTo(OUTLINE);
    assertThat(picture.getRGB(6 + 60, 6 + 40)).isEqualTo(OUTLINE);
    assertThat(picture.getRGB(6 + 40, 6 + 15)).isEqualTo(OUTLINE);
    assertThat(picture.getRGB(6 + 40, 6 + 60)).isEqualTo(OUTLINE);
    assertThat(picture.getRGB(6 + 110, 6 + 110)).isNotEqualTo(OUTLINE);
  }

  @Test
  void pixelsAreThoseOfTheSampleAndBelowThoseThatAreHandedOn() throws Exception {
    BufferedImage picture = drawn(grey(List.of(9.0, 0.0, 0.0, 0.0, 9.0, 0.0)));

    assertThat(picture.getRGB(6 + 5, 6 + 5)).isEqualTo(0xFF000000);
    assertThat(picture.getRGB(6 + 119, 6 + 119)).isEqualTo(0xFF0F0F0F);
    assertThat(picture.getRGB(6 + 5, 6 + 126 + 5)).isEqualTo(0xFFC8C8C8);
    assertThat(picture.getRGB(0, 0) >>> 24).isZero();
  }

  @Test
  void coloursAreThoseOfTheThreePlanes() throws Exception {
    String colour = Base64.getEncoder().encodeToString(new byte[] {10, 20, 30});
    SampledImages images =
        new SampledImages(
            "sampler",
            3,
            1,
            1,
            1,
            1,
            List.of(
                new SampledImages.Image(
                    0, 0, List.of(9.0, 0.0, 0.0, 0.0, 9.0, 0.0), colour, colour)));

    assertThat(drawn(images).getRGB(6 + 60, 6 + 126 + 60)).isEqualTo(0xFF0A141E);
  }

  @Test
  void aNameFromElsewhereBecomesNoPath() {
    SampledImages images = grey(IDENTITY);
    SampledImages hostile = new SampledImages("../../x", 1, 4, 4, 2, 2, images.images());

    assertThat(SamplerSection.pictures(report(hostile, Status.OK)))
        .containsOnlyKeys("samplers/sampler.png");
  }

  @Test
  void picturesOfTwoSamplersHaveTwoNames() {
    SampledImages one = grey(IDENTITY);
    SampledImages other = new SampledImages("sample_r", 1, 4, 4, 2, 2, one.images());
    SampledImages like = new SampledImages("sample-r", 1, 4, 4, 2, 2, one.images());

    assertThat(SamplerSection.pictures(report(Status.OK, one, other, like)))
        .containsOnlyKeys(
            "samplers/nin-vector-sampler.png",
            "samplers/nin-vector-sample-r.png",
            "samplers/nin-vector-sample-r-2.png");
  }

  @ParameterizedTest
  @CsvSource({"1, 1024, 1024, 1", "1024, 1, 1, 1024", "227, 227, 1000, 2"})
  void imagesOfAnyProportionsFitTheirTiles(int height, int width, int outHeight, int outWidth)
      throws Exception {
    String input = Base64.getEncoder().encodeToString(new byte[height * width]);
    String output = Base64.getEncoder().encodeToString(new byte[outHeight * outWidth]);
    List<Double> far = List.of(1e300, 0.0, 0.0, 0.0, 1e300, 0.0);
    BufferedImage picture =
        drawn(
            new SampledImages(
                "sampler",
                1,
                height,
                width,
                outHeight,
                outWidth,
                List.of(new SampledImages.Image(0, 0, far, input, output))));

    assertThat(picture.getWidth()).isEqualTo(6 + 126);
    assertThat(picture.getHeight()).isEqualTo(6 + 2 * 126);
    assertThat(picture.getRGB(6, 6)).isNotZero();
    assertThat(picture.getRGB(6, 6 + 126)).isNotZero();
  }

  @Test
  void whatIsFoldedFlatHasNoMagnification() {
    List<Double> flat = List.of(1e-160, 0.0, 0.0, 0.0, 1e-160, 0.0);
    assertThat(report(grey(flat, IDENTITY), Status.OK).markdown())
        .contains("| 1 | 7 | **7** | — |", "| 2 | 7 | **1** | 1.0 |");
  }

  private static BufferedImage drawn(SampledImages images) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(SamplerPicture.png(images)));
  }

  /** Makes samples of 4 × 4 pixels of levels 0 to 15, of which 2 × 2 of level 200 are picked. */
  @SafeVarargs
  private static SampledImages grey(List<Double>... thetas) {
    byte[] input = new byte[16];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) i;
    }
    byte[] output = {(byte) 200, (byte) 200, (byte) 200, (byte) 200};
    List<SampledImages.Image> images = new ArrayList<>();
    for (List<Double> theta : thetas) {
      images.add(
          new SampledImages.Image(
              7,
              images.isEmpty() ? 7 : 1,
              theta,
              Base64.getEncoder().encodeToString(input),
              Base64.getEncoder().encodeToString(output)));
    }
    return new SampledImages("sampler", 1, 4, 4, 2, 2, images);
  }

  private static Report report(SampledImages images, Status status) {
    return report(status, images);
  }

  private static Report report(Status status, SampledImages... images) {
    CellResult like = LearnedRun.cell("nin", "vector", status, 10, 1_950);
    ForkResult fork = like.forks().get(0);
    TrainingOutcome found = fork.training();
    CellResult cell =
        new CellResult(
            like.key(),
            0,
            like.status(),
            like.reason(),
            like.subject(),
            like.certificate(),
            List.of(
                LearnedRun.with(
                    fork,
                    fork.place(),
                    fork.ending(),
                    new TrainingOutcome(
                        found.digests(),
                        found.untrained(),
                        found.warmup(),
                        found.epochs(),
                        found.confusion(),
                        List.of(images),
                        found.predictions(),
                        null))));
    return Report.of(LearnedRun.run(null, null, List.of(cell)));
  }
}
