package backbench.stats;

import backbench.random.PinnedRandom;
import java.util.List;

/** Draws forks with replacement, epochs within each with replacement, and averages them. */
final class Resampler {

  private final List<double[]> forks;
  private final Scale scale;
  private final PinnedRandom random;

  Resampler(List<ForkSample> forks, Scale scale, PinnedRandom random) {
    this.forks = forks.stream().map(ForkSample::values).toList();
    this.scale = scale;
    this.random = random;
  }

  /** Returns the mean over the drawn forks of their redrawn means, on the scale. */
  double nextMean() {
    double sum = 0;
    for (int i = 0; i < forks.size(); i++) {
      double[] fork = forks.get(random.nextInt(forks.size()));
      sum += scale.forward(redrawnMean(fork, random));
    }
    return sum / forks.size();
  }

  static double redrawnMean(double[] epochs, PinnedRandom random) {
    if (epochs.length == 1) {
      return epochs[0];
    }
    double sum = 0;
    for (int i = 0; i < epochs.length; i++) {
      sum += epochs[random.nextInt(epochs.length)];
    }
    return sum / epochs.length;
  }
}
