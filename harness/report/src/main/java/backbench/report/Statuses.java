package backbench.report;

import backbench.results.Status;

/** Names statuses in reports. */
final class Statuses {

  private Statuses() {}

  static String name(Status status) {
    return switch (status) {
      case OK -> "ok";
      case UNCERTIFIED -> "uncertified";
      case WRONG -> "wrong";
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

  /** Tells whether a fork ended badly, so that what the others reached is what survived. */
  static boolean survivors(CellSummary cell) {
    return cell.cell().measuredForks().size() < cell.cell().forks().size();
  }

  /** Adds to a cell's label why its numbers are not held against others, if they are not. */
  static String marked(String label, CellSummary cell) {
    Status status = cell.cell().status();
    return status.ranked() ? label : label + " (" + name(status) + ")";
  }
}
