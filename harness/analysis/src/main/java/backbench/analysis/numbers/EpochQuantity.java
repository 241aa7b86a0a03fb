package backbench.analysis.numbers;

/** Names what is known of a network after each epoch, measured here or reported elsewhere. */
public enum EpochQuantity {
  /** The mean loss of the epoch's steps, each before its update. */
  TRAIN_LOSS,
  /** The mean loss of the held-out samples. */
  VALIDATION_LOSS,
  /** The mean loss of the test samples. */
  TEST_LOSS,
  /** The fraction of the training samples that is right. */
  TRAIN_ACCURACY,
  /** The fraction of the held-out samples that is right. */
  VALIDATION_ACCURACY,
  /** The fraction of the test samples that is right. */
  TEST_ACCURACY;

  /** Tells whether it is a fraction of which more is better, and not a loss. */
  public boolean accuracy() {
    return switch (this) {
      case TRAIN_LOSS, VALIDATION_LOSS, TEST_LOSS -> false;
      case TRAIN_ACCURACY, VALIDATION_ACCURACY, TEST_ACCURACY -> true;
    };
  }
}
