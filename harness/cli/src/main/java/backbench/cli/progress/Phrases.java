package backbench.cli.progress;

import backbench.results.CellKey;
import backbench.results.EpochResult;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
import backbench.results.Status;
import backbench.run.RunListener.Phase;
import backbench.run.RunListener.Progress;
import java.util.Locale;

/** Words the events of a run. */
final class Phrases {

  private Phrases() {}

  static String cell(CellKey cell) {
    return cell.workload() + " × " + cell.backend();
  }

  /** Writes a time as {@code 1:05} or {@code 1:02:03}. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    long hours = whole / 3600;
    return hours == 0
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", hours, whole / 60 % 60, whole % 60);
  }

  static String progress(Progress progress) {
    if (progress.phase() != Phase.TRAINING) {
      return switch (progress.phase()) {
        case STARTING -> "starting";
        case LOADING -> "loading data";
        case WARMING_UP -> "warming up";
        case PREDICTING -> "predicting";
        case TRAINING -> "training";
      };
    }
    String rate =
        progress.samplesPerSecond() > 0
            ? String.format(Locale.ROOT, ", %,.0f samples/s", progress.samplesPerSecond())
            : "";
    return "epoch " + progress.epoch() + "/" + progress.epochs() + rate;
  }

  /** Tells how far a trial is, from 0 to 1, by its training. */
  static double fraction(Progress progress) {
    return switch (progress.phase()) {
      case STARTING, LOADING, WARMING_UP -> 0;
      case TRAINING -> {
        double epoch =
            progress.stepsInEpoch() > 0 ? progress.steps() / (double) progress.stepsInEpoch() : 0;
        double epochs = Math.max(1, progress.epochs());
        yield Math.max(0, Math.min(1, (Math.max(1, progress.epoch()) - 1 + epoch) / epochs));
      }
      case PREDICTING -> 1;
    };
  }

  static String outcome(ForkResult result) {
    String took = String.format(Locale.ROOT, "%.1f s", result.resources().wallSeconds());
    if (result.status() != Status.OK) {
      String name = result.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      String reason = result.reason() == null ? "" : ": " + result.reason();
      return name + " after " + took + reason;
    }
    double samples = result.training().epochs().stream().mapToLong(EpochResult::samples).sum();
    double seconds =
        result.training().epochs().stream().mapToDouble(EpochResult::loopSeconds).sum();
    String rate =
        seconds > 0 ? String.format(Locale.ROOT, ", %,.0f samples/s", samples / seconds) : "";
    return "ok in " + took + rate + accuracy(result);
  }

  private static String accuracy(ForkResult result) {
    if (result.training().epochs().isEmpty()) {
      return "";
    }
    Evaluation test = result.training().epochs().get(result.training().epochs().size() - 1).test();
    return test == null ? "" : String.format(Locale.ROOT, ", accuracy %.4f", test.accuracy());
  }

  /** Spells a number of things: {@code 1 trial}, {@code 2 trials}. */
  static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
