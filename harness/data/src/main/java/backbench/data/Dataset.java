package backbench.data;

/**
 * Holds a training and a test set of one kind.
 *
 * @param train the training samples, in file order
 * @param test the test samples, in file order
 * @param digest SHA-256 over shape, classes, sizes, raw pixels and labels of both, in hexadecimal
 */
public record Dataset(Samples train, Samples test, String digest) {

  /** Puts two sets together and computes their digest. */
  public static Dataset of(Samples train, Samples test) {
    if (!train.shape().equals(test.shape()) || train.classes() != test.classes()) {
      throw new IllegalArgumentException(
          "training set (" + train + ") and test set (" + test + ") differ in kind");
    }
    Sha256 digest = new Sha256();
    digest.shape(train.shape()).number(train.classes());
    for (Samples samples : new Samples[] {train, test}) {
      digest.number(samples.size());
      samples.digestPixels(0, samples.size(), digest.raw());
      samples.digestLabels(digest.raw());
    }
    return new Dataset(train, test, digest.hex());
  }
}
