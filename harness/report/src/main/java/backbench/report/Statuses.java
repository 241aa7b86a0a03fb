package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.results.Status;

/** Names statuses in reports. */
final class Statuses {

  private Statuses() {}

  static String name(Status status) {
    return switch (status) {
      case OK -> "ok";
      case UNCERTIFIED -> "uncertified";
      case WRONG -> "wrong";
      case IMPLAUSIBLE -> "implausible";
      case INTERRUPTED -> "interrupted";
      case UNAVAILABLE -> "unavailable";
      case UNSUPPORTED -> "unsupported";
      case NOT_FINITE -> "not finite";
      case OUT_OF_MEMORY -> "out of memory";
      case TIMED_OUT -> "timed out";
      case FAILED -> "failed";
      case CRASHED -> "crashed";
    };
  }

  /** Adds to a cell's label why its numbers are not held against others, if they are not. */
  static String marked(String label, CellAnalysis cell) {
    Status status = cell.standing().status();
    return status.ranked() ? label : label + " (" + name(status) + ")";
  }
}
