package backbench.vector.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CrewTest {

  @Test
  void everyShareRunsOnceOnItsOwnThread() {
    try (Crew crew = new Crew(3)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(3);
      Thread[] threads = new Thread[3];
      for (int round = 0; round < 1000; round++) {
        crew.run(
            thread -> {
              runs.incrementAndGet(thread);
              threads[thread] = Thread.currentThread();
            });
      }
      for (int thread = 0; thread < 3; thread++) {
        assertThat(runs.get(thread)).isEqualTo(1000);
      }
      assertThat(Arrays.stream(threads).distinct()).hasSize(3);
      assertThat(threads[0]).isSameAs(Thread.currentThread());
      assertThat(crew.threads()).isEqualTo(3);
    }
  }

  @Test
  void aFailureOnAnyThreadReachesTheCallerAndTheCrewGoesOn() {
    try (Crew crew = new Crew(2)) {
      for (int failing = 0; failing < 2; failing++) {
        int failed = failing;
        assertThatThrownBy(
                () ->
                    crew.run(
                        thread -> {
                          if (thread == failed) {
                            throw new IllegalStateException("share " + thread);
                          }
                        }))
            .hasMessage("share " + failing);
      }
      int[] sums = new int[2];
      crew.run(thread -> sums[thread] = 1);
      assertThat(sums).containsOnly(1);
    }
  }
}
