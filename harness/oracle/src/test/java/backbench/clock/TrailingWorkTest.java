package backbench.clock;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.Device;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrailingWorkTest {

  private static final List<Batch> BATCHES =
      List.of(new Batch(new Tensor(List.of(1, 1), new float[1]), new int[1]));

  private static final long SHORT = 2_000_000;
  private static final long LONG = 800_000_000;

  @Test
  void anUpdateThatGoesOnIsFoundWhereverTheNextLoopWaits() {
    for (Wait wait : Wait.values()) {
      for (long step : new long[] {SHORT, LONG}) {
        TrailingWork.Found found = found(new Simulated(wait, step, 0.75, 1), Device.CPU);
        assertThat(found.worksOn()).as("%s %s", wait, found).isTrue();
        assertThat(found.savedSeconds()).isGreaterThan(0.1 * found.loopSeconds());
      }
    }
  }

  @Test
  void aModelThatIsDoneWhenItsStepReturnsIsCleared() {
    assertThat(found(new Simulated(Wait.IN_STAGE, SHORT, 0, 1), Device.CPU).pairs()).isEqualTo(5);
    assertThat(found(new Simulated(Wait.IN_STAGE, LONG, 0, 1), Device.CPU).pairs()).isEqualTo(2);
  }

  @Test
  void noiseConvictsNobodyAndHidesNobody() {
    long convicted = seeds().filter(seed -> noisy(seed, 0).worksOn()).count();
    long found = seeds().filter(seed -> noisy(seed, 0.75).worksOn()).count();

    assertThat(convicted).isZero();
    assertThat(found).isGreaterThanOrEqualTo(490);
  }

  @Test
  void aPauseThatHelpsAnIdleProcessIsNoWorkThatRunsOn() {
    // As where a container has spent its share of the processor: waiting alone gives it back.
    Simulated throttled = new Simulated(Wait.IN_STAGE, SHORT, 0.75, 0);
    assertThat(found(throttled, Device.CPU).worksOn()).isFalse();
  }

  @Test
  void aJvmThatCompilesInThePausesIsNoWorkThatRunsOn() {
    Simulated compiled = new Simulated(Wait.IN_STAGE, SHORT, 0.75, 1);
    compiled.compiling = Long.MAX_VALUE;

    TrailingWork.Found found = found(compiled, Device.CPU);

    assertThat(found.worksOn()).isFalse();
    assertThat(found.pairs()).isZero();
    assertThat(compiled.now).isBetween(3_000_000_000L, 3_100_000_000L);
  }

  @Test
  void workThatRunsOnIsFoundOnceTheJvmHasCompiled() {
    Simulated model = new Simulated(Wait.IN_STAGE, SHORT, 0.75, 1);
    model.compiling = 100_000_000;
    assertThat(found(model, Device.CPU).worksOn()).isTrue();
  }

  @Test
  void aCompilationThatIsShortBesideALoopHidesNothing() {
    Simulated model = new Simulated(Wait.IN_STAGE, LONG, 0.75, 1);
    model.compiling = Long.MAX_VALUE;
    model.compilation = 5_000_000;
    assertThat(found(model, Device.CPU).worksOn()).isTrue();
  }

  @Test
  void aBatchThatTakesLongerThanAnotherIsNoWorkThatRunsOn() {
    for (int batches : new int[] {2, 3, 4}) {
      List<Batch> unlike =
          IntStream.range(0, batches)
              .mapToObj(i -> new Batch(new Tensor(List.of(1, 1), new float[] {i}), new int[1]))
              .toList();
      Simulated model = new Simulated(Wait.IN_STAGE, SHORT, 0, 1);
      model.odd = 0.5;
      assertThat(TrailingWork.of(model, unlike, Device.GPU, model).worksOn())
          .as("%d batches", batches)
          .isFalse();
    }
  }

  @Test
  void whereOthersKeepTheProcessorsBusyAPauseHelpsAndIsNoWorkThatRunsOn() {
    Simulated crowded = new Simulated(Wait.IN_STAGE, SHORT, 0.75, 1);
    crowded.waiting = 1;
    crowded.others = 1;
    TrailingWork.Found found = found(crowded, Device.CPU);
    assertThat(found.worksOn()).isFalse();
    assertThat(found.savedSeconds()).isGreaterThan(0.5 * found.loopSeconds());
  }

  @Test
  void threadsThatWaitForEachOtherExcuseNothing() {
    Simulated crowding = new Simulated(Wait.IN_STAGE, SHORT, 0.75, 1);
    crowding.waiting = 1;
    crowding.others = 0.02;
    assertThat(found(crowding, Device.CPU).worksOn()).isTrue();
  }

  @Test
  void othersWhoKeepNobodyWaitingExcuseNothing() {
    Simulated beside = new Simulated(Wait.IN_STAGE, SHORT, 0.75, 1);
    beside.waiting = 0.02;
    beside.others = 1;
    assertThat(found(beside, Device.CPU).worksOn()).isTrue();
  }

  @Test
  void workOfADeviceNeedsNoProcessor() {
    Simulated gpu = new Simulated(Wait.IN_STAGE, SHORT, 0.75, 0);
    assertThat(found(gpu, Device.GPU).worksOn()).isTrue();
  }

  private static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  private static TrailingWork.Found noisy(long seed, double hidden) {
    Simulated model = new Simulated(Wait.IN_STAGE, SHORT, hidden, 1);
    model.noise = new PinnedRandom(seed);
    return found(model, Device.CPU);
  }

  private static TrailingWork.Found found(Simulated model, Device device) {
    return TrailingWork.of(model, BATCHES, device, model);
  }

  private enum Wait {
    IN_STAGE,
    IN_STEP
  }

  /** Hides a part of each step, in a time of its own. */
  private static final class Simulated implements Model, Time {

    private final Wait wait;
    private final long step;
    private final double hidden;
    private final double processors;
    private PinnedRandom noise;
    private long compiling;
    private long compilation = 1_000_000;
    private double odd = 1;
    private double waiting;
    private double others;
    private long compiler;
    private double cost = 1;
    private long now;
    private long worked;
    private long left;

    /**
     * Makes a model.
     *
     * @param hidden the part of a step that goes on after it has returned
     * @param processors how many compute while the rest goes on
     */
    Simulated(Wait wait, long step, double hidden, double processors) {
      this.wait = wait;
      this.step = step;
      this.hidden = hidden;
      this.processors = processors;
    }

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public OptionalLong processorNanos() {
      return OptionalLong.of(worked);
    }

    @Override
    public void pause(long nanos) {
      long done = Math.min(left, nanos);
      left -= done;
      worked += (long) (processors * done);
      now += nanos;
      if (now < compiling) {
        compiler += compilation;
      }
    }

    @Override
    public long compilerNanos() {
      return compiler;
    }

    @Override
    public long waitedNanos() {
      return (long) (waiting * now);
    }

    @Override
    public OptionalLong machineNanos() {
      return OptionalLong.of(worked + (long) (others * now));
    }

    private void await(Wait where) {
      if (wait == where) {
        pause(left);
      }
    }

    @Override
    public Staged stage(Batch batch) {
      await(Wait.IN_STAGE);
      cost = batch.images().data()[0] % 2 == 1 ? odd : 1;
      return new Staged() {
        @Override
        public int size() {
          return 1;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public double step(Staged batch) {
      await(Wait.IN_STEP);
      // Other processes take turns of a few milliseconds.
      long disturbed = noise != null && noise.nextInt(3) == 0 ? noise.nextInt(4_000_000) : 0;
      long shown = (long) (cost * step * (1 - hidden));
      now += shown + disturbed;
      worked += shown;
      left = (long) (cost * step) - shown;
      return 1;
    }

    @Override
    public Tensor predict(Staged batch) {
      throw new UnsupportedOperationException("nothing predicts here");
    }

    @Override
    public Parameters parameters() {
      throw new UnsupportedOperationException("nobody asks for them here");
    }

    @Override
    public void close() {}
  }
}
