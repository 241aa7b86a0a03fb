package backbench.analysis.numbers;

import backbench.stats.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * Holds what is known of a quantity after each epoch.
 *
 * @param quantity which
 * @param last after the last epoch in which each fork was measured; absent where it was not finite
 * @param points in the order of their epochs; those without a measurement are left out
 */
public record EpochCurve(EpochQuantity quantity, Optional<Estimate> last, List<Point> points) {

  /** Copies the list. */
  public EpochCurve {
    points = List.copyOf(points);
  }

  /** Returns what is known after an epoch, from 1. */
  public Optional<Estimate> at(int epoch) {
    return points.stream().filter(point -> point.epoch() == epoch).map(Point::measured).findFirst();
  }

  /**
   * Holds what is known after one epoch.
   *
   * @param epoch from 1
   * @param measured over forks
   */
  public record Point(int epoch, Estimate measured) {}
}
