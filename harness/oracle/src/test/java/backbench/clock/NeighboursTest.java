package backbench.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NeighboursTest {

  @TempDir Path proc;

  private void thread(String id, String line) throws Exception {
    Path task = Files.createDirectories(proc.resolve("self/task").resolve(id));
    Files.writeString(task.resolve("schedstat"), line);
  }

  @Test
  void theWaitsOfAllThreadsAreAdded() throws Exception {
    thread("1", "500 30 2\n");
    thread("2", "70000 400 9\n");
    Files.createDirectories(proc.resolve("self/task/3"));
    assertThat(Neighbours.waitedNanos(proc)).isEqualTo(430);
  }

  @Test
  void allThatTheProcessorsDoIsWorkBarTheirIdleTimes() throws Exception {
    Files.writeString(
        proc.resolve("stat"), "cpu  1 20 300 9000 9000 4000 50000 600000 9 9\ncpu0 1\n");
    assertThat(Neighbours.machineNanos(proc)).hasValue(654_321L * 10_000_000);
  }

  @Test
  void whereNothingIsSaidNothingIsKnown() throws Exception {
    assertThat(Neighbours.waitedNanos(proc)).isZero();
    assertThat(Neighbours.machineNanos(proc)).isEmpty();
    Files.writeString(proc.resolve("stat"), "cpu 1 2\n");
    assertThat(Neighbours.machineNanos(proc)).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxTells() {
    assertThat(Neighbours.machineNanos()).isNotEmpty();
    assertThat(Neighbours.waitedNanos()).isNotNegative();
  }
}
