package backbench.certificate.bound;

import backbench.oracle.layer.OracleParameter;
import backbench.spi.Optimizer;
import java.util.function.IntToDoubleFunction;

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
 * <p>The first update needs no corners: it is a function of g alone, which grows with g, and lies
 * between its values at g - e and g + e. It is about a constant times sign(g), so these are close.
 *
 * <p>An engine may hold its constants in float32. 1 - beta2 is then off by |float(beta2) - beta2|,
 * and 1 - beta2^t by a rounding and t times as much; the root passes half of either on to the
 * update. Both are allowed for in proportion to the update, with a handful of operations.
 */
final class AdaptiveBound implements UpdateBound {

  private static final int OPERATIONS = 16;

  private final Optimizer.Adaptive constants;
  private final double[] first;
  private final double[] firstError;
  private final double[] second;
  private final double[] lowest;
  private final double[] highest;
  private final double[] distance;
  private final double[] total;
  private double ratioSquares;
  private int steps;

  AdaptiveBound(Optimizer.Adaptive constants, int size) {
    this.constants = constants;
    this.first = new double[size];
    this.firstError = new double[size];
    this.second = new double[size];
    this.lowest = new double[size];
    this.highest = new double[size];
    this.distance = new double[size];
    this.total = new double[size];
  }

  @Override
  public void step(OracleParameter parameter, IntToDoubleFunction gradientError) {
    double b1 = constants.beta1();
    double b2 = constants.beta2();
    steps++;
    double arithmeticError = arithmeticError();
    // A ratio without history is no division; with beta2 = 0 history is unbounded.
    ratioSquares = b1 == 0 || steps == 1 ? 1 : ratioSquares * b1 * b1 / b2 + 1;
    double rate = constants.rate(steps);
    double cap = rate * (1 - b1) / Math.sqrt(1 - b2) * Math.sqrt(ratioSquares);
    double[] gradient = parameter.gradient();
    for (int i = 0; i < distance.length; i++) {
      double g = gradient[i];
      double error = gradientError.applyAsDouble(i);
      double low = Math.max(Math.abs(g) - error, 0);
      double high = Math.abs(g) + error;
      firstError[i] = b1 * firstError[i] + (1 - b1) * error;
      first[i] = b1 * first[i] + (1 - b1) * g;
      second[i] = b2 * second[i] + (1 - b2) * g * g;
      lowest[i] = b2 * lowest[i] + (1 - b2) * low * low;
      highest[i] = b2 * highest[i] + (1 - b2) * high * high;
      double update = rate * first[i] / (Math.sqrt(second[i]) + constants.epsilon());
      double most = steps == 1 ? alone(rate, g + error) : Math.min(cap, highest(rate, i));
      double least = steps == 1 ? alone(rate, g - error) : Math.max(-cap, lowest(rate, i));
      distance[i] = Math.max(most - update, update - least) + arithmeticError * Math.abs(update);
      total[i] += distance[i];
    }
  }

  /** Returns the first update that a gradient makes. */
  private double alone(double rate, double gradient) {
    double root = Math.sqrt(1 - constants.beta2()) * Math.abs(gradient);
    return rate * (1 - constants.beta1()) * gradient / (root + constants.epsilon());
  }

  private double highest(double rate, int element) {
    return corner(rate, first[element] + firstError[element], element);
  }

  private double lowest(double rate, int element) {
    return -corner(rate, firstError[element] - first[element], element);
  }

  /** Returns the largest rate · m / (sqrt(v) + epsilon) over the interval of v. */
  private double corner(double rate, double moment, int element) {
    double v = moment > 0 ? lowest[element] : highest[element];
    return rate * moment / (Math.sqrt(v) + constants.epsilon());
  }

  /** Returns the share of an update that its own arithmetic may be off by. */
  private double arithmeticError() {
    double unit = SinglePrecision.UNIT_ROUNDOFF;
    double b2 = constants.beta2();
    double stored = Math.abs((float) b2 - b2);
    double byDecay = stored / (1 - b2);
    double byCorrection =
        constants instanceof Optimizer.Adam
            ? (unit + steps * stored) / (1 - Math.pow(b2, steps))
            : 0;
    return unit * (OPERATIONS + 1 / (1 - constants.beta1())) + (byDecay + byCorrection) / 2;
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
