package backbench.run;

import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.toy.ToyPlugins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Runs a toy suite in a process of its own, which a test then ends. */
final class ToyHarness {

  /** More forks than any test waits for. */
  static final int FORKS = 40;

  private ToyHarness() {}

  /** Takes the folder of the run, the worker's jars and the plugins. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    RunRequest request =
        ToySuite.request(
            ToySuite.suite(FORKS, 60),
            ToyPlugins.find(folder.resolve("home"), List.of(Path.of(arguments[2]))),
            Path.of(arguments[1]),
            folder);
    try (Interruption interruption = Interruption.listen()) {
      run(request, interruption);
      // Longer than a process takes to die that nothing holds up.
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      System.out.println("last word");
    }
  }

  private static void run(RunRequest request, Interruption interruption) {
    Runner.run(
        request,
        new RunListener() {
          @Override
          public void progressed(TrialId trial, Progress progress) {
            System.out.println("progressed");
          }

          @Override
          public void trialEnded(TrialId trial, ForkResult result) {
            System.out.println("trial ended");
          }

          @Override
          public void ended(RunResult result, Path where) {
            System.out.println("run ended, complete: " + result.complete());
          }
        },
        interruption);
  }
}
