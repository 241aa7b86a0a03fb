package backbench.data.feed;

import backbench.spi.Batch;
import java.util.Iterator;

/**
 * Hands out the batches of one epoch, in order.
 *
 * <p>For one thread. What goes wrong while a batch is made is thrown by the {@code next()} that
 * would have returned it, as it was thrown.
 */
public interface Feed extends Iterator<Batch>, AutoCloseable {

  /** Ends the epoch, finished or not; returns when nothing works for it any more. */
  @Override
  void close();
}
