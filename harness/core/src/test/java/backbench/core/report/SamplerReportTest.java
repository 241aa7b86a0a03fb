package backbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.core.result.CellResult;
import backbench.core.result.ForkResult;
import backbench.core.result.SampledImages;
import backbench.core.result.Status;
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
    assertThat(picture.getRGB(6 + 5, 6 + 120 + 3 + 5)).isEqualTo(0xFFC8C8C8);
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

    assertThat(drawn(images).getRGB(6 + 60, 6 + 120 + 3 + 60)).isEqualTo(0xFF0A141E);
  }

  @Test
  void aNameFromElsewhereBecomesNoPath() {
    SampledImages images = grey(IDENTITY);
    SampledImages hostile = new SampledImages("../../x", 1, 4, 4, 2, 2, images.images());

    assertThat(SamplerSection.pictures(report(hostile, Status.OK).summary()))
        .containsOnlyKeys("samplers/sampler-1.png");
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
    CellResult like = LearnedRun.cell("nin", "vector", status, 10, 1_950);
    ForkResult fork = like.forks().get(0);
    CellResult cell =
        new CellResult(
            like.key(),
            like.status(),
            like.reason(),
            like.network(),
            like.dataset(),
            like.recipe(),
            like.certificate(),
            List.of(
                new ForkResult(
                    fork.fork(),
                    fork.status(),
                    fork.reason(),
                    fork.logTail(),
                    fork.startedAt(),
                    fork.wallSeconds(),
                    fork.launch(),
                    fork.environment(),
                    fork.startup(),
                    fork.dataDigest(),
                    fork.batchDigest(),
                    fork.untrained(),
                    fork.warmup(),
                    fork.epochs(),
                    fork.confusion(),
                    fork.train(),
                    List.of(images),
                    fork.predictions(),
                    fork.peakRssBytes())));
    return Report.of(LearnedRun.run(null, null, List.of(cell)));
  }
}
