package backbench.data;

/**
 * Holds a training and a test set of one kind.
 *
 * @param train the training samples, in the order of the source
 * @param test the test samples, in the order of the source
 * @param digest SHA-256 over shape, classes, sizes, raw pixels and labels of both, in hexadecimal;
 *     for images in files, over what the files hold in place of the pixels
 */
public record Dataset(Samples train, Samples test, String digest) {

  /** Puts two sets together and computes their digest. */
  public static Dataset of(Samples train, Samples test) {
    if (!train.shape().equals(test.shape()) || train.classes() != test.classes()) {
      throw new IllegalArgumentException(
          "training set (" + train + ") and test set (" + test + ") differ in kind");
    }
    SampleDigest digest = new SampleDigest();
    digest.shape(train.shape()).number(train.classes());
    for (Samples samples : new Samples[] {train, test}) {
      digest.number(samples.size());
      samples.identify(digest.raw());
      samples.digestLabels(digest.raw());
    }
    return new Dataset(train, test, digest.hex());
  }
}
