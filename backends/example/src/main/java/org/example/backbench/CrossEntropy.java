package org.example.backbench;

/** Computes the softmax cross-entropy from logits. */
final class CrossEntropy {

  private CrossEntropy() {}

  /** Returns a batch's mean loss, and sets the logits' gradient. */
  static double mean(Value logits, int[] labels) {
    int classes = logits.size();
    double sum = 0;
    for (int sample = 0; sample < labels.length; sample++) {
      int origin = sample * classes;
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, logits.data()[origin + c]);
      }
      // The largest is subtracted, or logits in the hundreds overflow.
      double total = 0;
      for (int c = 0; c < classes; c++) {
        total += Math.exp(logits.data()[origin + c] - largest);
      }
      sum += Math.log(total) + largest - logits.data()[origin + labels[sample]];
      for (int c = 0; c < classes; c++) {
        double softmax = Math.exp(logits.data()[origin + c] - largest) / total;
        double target = c == labels[sample] ? 1 : 0;
        logits.gradient()[origin + c] = (float) ((softmax - target) / labels.length);
      }
    }
    return sum / labels.length;
  }
}
