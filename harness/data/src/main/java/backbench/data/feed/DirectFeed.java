package backbench.data.feed;

import backbench.spi.Batch;
import java.util.NoSuchElementException;

/** Makes each batch when it is asked for, by all processors where images have to be decoded. */
final class DirectFeed implements Feed {

  private final Epoch epoch;
  private final boolean inParallel;
  private int next;

  DirectFeed(Epoch epoch) {
    this.epoch = epoch;
    this.inParallel = epoch.decodesEachTime();
  }

  @Override
  public boolean hasNext() {
    return next < epoch.size();
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch of " + epoch.size() + " batches is over");
    }
    Epoch.Made made = epoch.make(next, inParallel);
    epoch.digest(made);
    next++;
    return made.batch();
  }

  @Override
  public void close() {
    next = epoch.size();
  }
}
