package backbench.stats;

import backbench.random.PinnedRandom;
import java.util.ArrayList;
import java.util.List;

/** Draws cells whose truth is known: lognormal forks, lognormal epochs, drifting blocks. */
record Simulated(int forks, int epochs, double forkSigma, double epochSigma, double driftSigma) {

  private static final String RUN = "simulated";

  /** Draws the drift of each block, a factor on its times. */
  double[] drift(PinnedRandom random) {
    double[] drift = new double[forks];
    for (int block = 0; block < forks; block++) {
      drift[block] = Math.exp(driftSigma * random.nextGaussian());
    }
    return drift;
  }

  /** Draws a cell whose true geometric mean over forks is {@code seconds}, drift apart. */
  List<ForkSample> cell(double seconds, double[] drift, PinnedRandom random) {
    List<ForkSample> cell = new ArrayList<>();
    for (int block = 0; block < forks; block++) {
      double fork = seconds * drift[block] * Math.exp(forkSigma * random.nextGaussian());
      List<Double> samples = new ArrayList<>();
      for (int epoch = 0; epoch < epochs; epoch++) {
        // The mean of a lognormal is exp(sigma² / 2) above its median.
        double noise = epochSigma * random.nextGaussian() - epochSigma * epochSigma / 2;
        samples.add(fork * Math.exp(noise));
      }
      cell.add(new ForkSample(new Block(RUN, block), samples));
    }
    return cell;
  }
}
