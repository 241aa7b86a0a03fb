package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakMemoryTest {

  @Test
  void theFieldIsInKibibytes() {
    assertThat(PeakMemory.parse("Name:\tjava\nVmHWM:\t  123456 kB\nVmRSS:\t1 kB\n"))
        .contains(123_456L * 1024);
  }

  @Test
  void aSystemThatDoesNotTellIsNoError() {
    assertThat(PeakMemory.parse("Name:\tjava\n")).isEmpty();
    assertThat(PeakMemory.parse("VmHWM:\n")).isEmpty();
  }
}
