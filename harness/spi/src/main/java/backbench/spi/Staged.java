package backbench.spi;

/**
 * Holds a batch on the engine's side; belongs to the model that staged it.
 *
 * <p>May be used for any number of steps and predictions, until closed. Closing twice does nothing.
 *
 * @since 0.1
 */
public interface Staged extends AutoCloseable {

  /** Returns the number of samples. */
  int size();

  @Override
  void close();
}
