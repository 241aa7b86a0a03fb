package backbench.specs.reader;

import java.util.Random;

/**
 * The program of "A CNN by hand in Python" (Victor Zhou's "CNNs", 2019), a step an image: eight
 * convolutions of 3 × 3 without bias, pools of 2 × 2, a dense layer, softmax, descent.
 */
final class ByHand {

  private static final int SIDE = 28;
  private static final int OUT = SIDE - 2;
  private static final int FILTERS = 8;
  private static final int POOLED = OUT / 2;
  private static final int FEATURES = POOLED * POOLED * FILTERS;
  private static final int CLASSES = 10;
  private static final double LEARNING_RATE = 0.005;

  private final boolean allOfEqual;
  private final double[][] filters = new double[FILTERS][9];
  private final double[][] weights = new double[FEATURES][CLASSES];
  private final double[] biases = new double[CLASSES];
  private final double[][] convolved = new double[OUT * OUT][FILTERS];
  private final double[] pooled = new double[FEATURES];
  private final double[] probabilities = new double[CLASSES];

  /**
   * Starts as the program does.
   *
   * @param allOfEqual whether a pool's gradient goes to each of its equal pixels, as in the
   *     program, or to the first of them
   */
  ByHand(Random start, boolean allOfEqual) {
    this.allOfEqual = allOfEqual;
    for (double[] filter : filters) {
      for (int i = 0; i < filter.length; i++) {
        filter[i] = start.nextGaussian() / 9;
      }
    }
    for (double[] row : weights) {
      for (int i = 0; i < row.length; i++) {
        row[i] = start.nextGaussian() / FEATURES;
      }
    }
  }

  /** Takes a step on an image of 28 × 28, from -0.5 to 0.5. */
  void train(float[] image, int label) {
    predict(image);
    double[] gradient = probabilities.clone();
    gradient[label] -= 1;
    double[] above = new double[FEATURES];
    for (int feature = 0; feature < FEATURES; feature++) {
      for (int c = 0; c < CLASSES; c++) {
        above[feature] += weights[feature][c] * gradient[c];
        weights[feature][c] -= LEARNING_RATE * pooled[feature] * gradient[c];
      }
    }
    for (int c = 0; c < CLASSES; c++) {
      biases[c] -= LEARNING_RATE * gradient[c];
    }
    double[][] changes = new double[FILTERS][9];
    for (int feature = 0; feature < FEATURES; feature++) {
      int filter = feature % FILTERS;
      int row = feature / FILTERS / POOLED * 2;
      int column = feature / FILTERS % POOLED * 2;
      for (int pixel = 0; pixel < 4; pixel++) {
        int y = row + pixel / 2;
        int x = column + pixel % 2;
        if (convolved[y * OUT + x][filter] == pooled[feature]) {
          for (int i = 0; i < 9; i++) {
            changes[filter][i] += above[feature] * image[(y + i / 3) * SIDE + x + i % 3];
          }
          if (!allOfEqual) {
            break;
          }
        }
      }
    }
    for (int filter = 0; filter < FILTERS; filter++) {
      for (int i = 0; i < 9; i++) {
        filters[filter][i] -= LEARNING_RATE * changes[filter][i];
      }
    }
  }

  /** Returns the class that an image is taken for. */
  int predict(float[] image) {
    for (int at = 0; at < OUT * OUT; at++) {
      int corner = at / OUT * SIDE + at % OUT;
      for (int filter = 0; filter < FILTERS; filter++) {
        double sum = 0;
        for (int i = 0; i < 9; i++) {
          sum += filters[filter][i] * image[corner + i / 3 * SIDE + i % 3];
        }
        convolved[at][filter] = sum;
      }
    }
    double[] logits = biases.clone();
    for (int feature = 0; feature < FEATURES; feature++) {
      int filter = feature % FILTERS;
      int at = feature / FILTERS / POOLED * 2 * OUT + feature / FILTERS % POOLED * 2;
      pooled[feature] =
          Math.max(
              Math.max(convolved[at][filter], convolved[at + 1][filter]),
              Math.max(convolved[at + OUT][filter], convolved[at + OUT + 1][filter]));
      for (int c = 0; c < CLASSES; c++) {
        logits[c] += pooled[feature] * weights[feature][c];
      }
    }
    double sum = 0;
    int best = 0;
    for (int c = 0; c < CLASSES; c++) {
      probabilities[c] = Math.exp(logits[c]);
      sum += probabilities[c];
      best = logits[c] > logits[best] ? c : best;
    }
    for (int c = 0; c < CLASSES; c++) {
      probabilities[c] /= sum;
    }
    return best;
  }
}
