package backbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.analysis.numbers.Learning.SamplerLengths;
import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.LearnedRun;
import backbench.results.ReportRun;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import backbench.results.Status;
import backbench.results.TrainingOutcome;
import backbench.results.samples.PredictResult;
import backbench.results.samples.SampledImages;
import backbench.stats.ForkSample;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds which of a fork's numbers are taken, where more than one is at hand. */
class SamplesTest {

  @Test
  void predictionsAreTakenAtTheBatchSizeThatIsAskedFor() {
    ForkResult like = SampleRun.fork(0, 1e-3);
    ForkResult fork = with(like, like.training().sampled(), predicted(10, 4), predicted(100, 0.5));

    assertThat(cell(fork).samples().predictSecondsPerSample(10))
        .extracting(ForkSample::mean)
        .containsExactly(0.02);
    assertThat(cell(fork).predictSecondsPerSample())
        .extracting(ForkSample::mean)
        .containsExactly(0.0025);
  }

  @Test
  void anAccuracyBelongsToTheSeedOfItsFork() {
    RunResult run =
        LearnedRun.run(
            null, null, List.of(LearnedRun.cell("nin", "a", Status.OK, 10, 1_950, 1_940, 1_930)));

    assertThat(new MeasuredCell(run, 0).samples().accuracyBySeed())
        .containsOnlyKeys(7L, 8L, 9L)
        .containsEntry(7L, 0.975)
        .containsEntry(9L, 0.965);
  }

  @Test
  void theFirstForkThatMostCellsShareIsTheCommonStart() {
    CellResult whole = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950, 1_940, 1_930);
    CellResult other = LearnedRun.cell("nin", "b", Status.OK, 10, 1_951, 1_941, 1_931);
    CellResult late =
        new CellResult(
            other.key(),
            0,
            Status.OK,
            null,
            other.subject(),
            other.certificate(),
            other.forks().subList(1, 3));
    RunResult run = LearnedRun.run(null, null, List.of(whole, late));

    assertThat(Starts.of(List.of(new MeasuredCell(run, 0), new MeasuredCell(run, 1))))
        .hasValueSatisfying(
            start -> {
              assertThat(start.fork()).isEqualTo(1);
              assertThat(start.cells())
                  .extracting(losses -> losses.steps().get(1))
                  .containsOnly(
                      whole.forks().get(1).training().epochs().get(0).losses().first().get(1));
            });
  }

  @Test
  void aLengthIsMagnifiedByTheAreaThatASlantedSampleTakesUp() {
    ForkResult like = SampleRun.fork(0, 1e-3);
    ForkResult fork =
        with(
            like,
            List.of(sampled(0.5, 0.25, 0.25, 0.625), sampled(0.5, 0.25, 1, 0.5)),
            predicted(100, 0.5));

    assertThat(Learned.of(cell(fork), Optional.empty()).samplers())
        .extracting(SamplerLengths::magnifications)
        .containsExactly(List.of(Optional.of(2.0)), List.of(Optional.empty()));
  }

  private static PredictResult predicted(int batch, double seconds) {
    return new PredictResult(
        batch, 200, seconds, 0.0, SampleRun.latencies((long) (seconds * 1e9) / (200 / batch)));
  }

  private static SampledImages sampled(double a, double b, double c, double d) {
    SampledImages like = SampleRun.sampled();
    SampledImages.Image image = like.images().get(0);
    return new SampledImages(
        like.node(),
        like.channels(),
        like.height(),
        like.width(),
        like.outputHeight(),
        like.outputWidth(),
        List.of(
            new SampledImages.Image(
                image.label(),
                image.predicted(),
                List.of(a, b, 0.1, c, d, -0.2),
                image.input(),
                image.output())));
  }

  private static ForkResult with(
      ForkResult like, List<SampledImages> sampled, PredictResult... predictions) {
    TrainingOutcome found = like.training();
    return LearnedRun.with(
        like,
        like.place(),
        like.ending(),
        new TrainingOutcome(
            found.digests(),
            found.untrained(),
            found.warmup(),
            found.epochs(),
            found.confusion(),
            sampled,
            List.of(predictions),
            found.clock()));
  }

  private static MeasuredCell cell(ForkResult fork) {
    return new MeasuredCell(
        ReportRun.run(
            1,
            null,
            List.of(SampleRun.cell("good", Status.OK, SampleRun.certificate(), List.of(fork)))),
        0);
  }
}
