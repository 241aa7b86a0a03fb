package backbench.certificate;

import backbench.oracle.layer.OracleParameter;
import backbench.spi.Optimizer;

/**
 * Follows errors through Adam and RMSprop by interval arithmetic, element by element.
 *
 * <p>Their first steps are about a constant times sign(g): where |g| is not larger than its own
 * error, no engine can be held to a direction, and elsewhere the update hardly depends on g. With g
 * known up to e, m lies in [m - e', m + e'] (e' follows as m does), v between the moments of (|g| -
 * e)+ and of |g| + e, and the update, monotone in both, between its values at the corners. By
 * Cauchy and Schwarz |m| / sqrt(v) never exceeds (1 - beta1) / sqrt(1 - beta2) · sqrt(Σ (beta1² /
 * beta2)^j), which caps the update where v may be 0; for RMSprop, whose m is g, that is 1 / sqrt(1
 * - rho).
 *
 * <p>An engine may hold its constants in float32: 1 - beta2 is then off by up to u / (1 - beta2) of
 * itself, 6e-5 for 0.999, of which the root passes half on to the update. That, and the update's
 * own handful of operations, is allowed for in proportion to the update.
 */
final class AdaptiveBound implements UpdateBound {

  private static final int OPERATIONS = 16;

  private final Optimizer.Adaptive constants;
  private final double arithmeticError;
  private final double[] first;
  private final double[] second;
  private final double[] lowest;
  private final double[] highest;
  private final double[] distance;
  private final double[] total;
  private double firstError;
  private double ratioSquares;
  private int steps;

  AdaptiveBound(Optimizer.Adaptive constants, int size) {
    this.constants = constants;
    this.arithmeticError =
        SinglePrecisionNoise.UNIT_ROUNDOFF
            * (OPERATIONS + 1 / (1 - constants.beta1()) + 0.5 / (1 - constants.beta2()));
    this.first = new double[size];
    this.second = new double[size];
    this.lowest = new double[size];
    this.highest = new double[size];
    this.distance = new double[size];
    this.total = new double[size];
  }

  @Override
  public void step(OracleParameter parameter, double gradientError) {
    double b1 = constants.beta1();
    double b2 = constants.beta2();
    steps++;
    firstError = b1 * firstError + (1 - b1) * gradientError;
    // A ratio without history is no division; with beta2 = 0 history is unbounded.
    ratioSquares = b1 == 0 || steps == 1 ? 1 : ratioSquares * b1 * b1 / b2 + 1;
    double rate = constants.rate(steps);
    double cap = rate * (1 - b1) / Math.sqrt(1 - b2) * Math.sqrt(ratioSquares);
    double[] gradient = parameter.gradient();
    for (int i = 0; i < distance.length; i++) {
      double g = gradient[i];
      double low = Math.max(Math.abs(g) - gradientError, 0);
      double high = Math.abs(g) + gradientError;
      first[i] = b1 * first[i] + (1 - b1) * g;
      second[i] = b2 * second[i] + (1 - b2) * g * g;
      lowest[i] = b2 * lowest[i] + (1 - b2) * low * low;
      highest[i] = b2 * highest[i] + (1 - b2) * high * high;
      double update = rate * first[i] / (Math.sqrt(second[i]) + constants.epsilon());
      double most = Math.min(cap, corner(rate, first[i] + firstError, i));
      double least = Math.max(-cap, -corner(rate, firstError - first[i], i));
      distance[i] = Math.max(most - update, update - least) + arithmeticError * Math.abs(update);
      total[i] += distance[i];
    }
  }

  /** Returns the largest rate · m / (sqrt(v) + epsilon) over the interval of v. */
  private double corner(double rate, double moment, int element) {
    double v = moment > 0 ? lowest[element] : highest[element];
    return rate * moment / (Math.sqrt(v) + constants.epsilon());
  }

  @Override
  public double at(int element) {
    return distance[element];
  }

  @Override
  public double total(int element) {
    return total[element];
  }
}
