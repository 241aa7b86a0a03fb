package backbench.oracle;

import backbench.oracle.layer.Rounding;

/**
 * Holds the mean softmax cross-entropy of a batch and its derivative by the logits.
 *
 * @param loss mean over the batch of log Σ exp(z) - z[label]
 * @param gradient (softmax(z) - one-hot(label)) / n, [n, classes]
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, like every array of the oracle
public record CrossEntropy(double loss, double[] gradient) {

  /** Computes both from logits [n, classes], shifted by each row's largest. */
  public static CrossEntropy of(double[] logits, int[] labels, Rounding rounding) {
    int classes = logits.length / labels.length;
    double[] gradient = new double[logits.length];
    double total = 0;
    double largestLoss = 1;
    for (int n = 0; n < labels.length; n++) {
      int row = n * classes;
      double largest = logits[row];
      for (int i = row; i < row + classes; i++) {
        largest = Math.max(largest, logits[i]);
      }
      double sum = 0;
      for (int i = row; i < row + classes; i++) {
        gradient[i] = Math.exp(logits[i] - largest);
        sum += gradient[i];
      }
      for (int i = row; i < row + classes; i++) {
        gradient[i] = gradient[i] / sum / labels.length;
      }
      gradient[row + labels[n]] -= 1.0 / labels.length;
      double loss = Math.log(sum) + largest - logits[row + labels[n]];
      largestLoss = Math.max(largestLoss, Math.abs(largest) + Math.abs(loss));
      total += loss;
    }
    double[] mean = {total / labels.length};
    rounding.round(mean, 0, 1, classes, largestLoss);
    rounding.round(gradient, 0, gradient.length, classes, Rounding.rootMeanSquare(gradient));
    return new CrossEntropy(mean[0], gradient);
  }
}
