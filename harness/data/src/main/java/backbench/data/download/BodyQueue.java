package backbench.data.download;

import backbench.data.download.MirrorException.Remedy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands the body of a response to the thread that writes it, a piece at a time.
 *
 * <p>The JDK's client does not time the pauses within a body; here one that brings nothing for a
 * while ends the wait. At most one piece is under way, so that memory stays bounded when the disk
 * is slower than the network.
 */
final class BodyQueue implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

  /** Something that came from the mirror, in the order of its coming. */
  private sealed interface Event {

    /** Returns the bytes that came; nothing at the end of the body. */
    Optional<List<ByteBuffer>> bytes() throws MirrorException;

    record Piece(List<ByteBuffer> buffers) implements Event {
      @Override
      public Optional<List<ByteBuffer>> bytes() {
        return Optional.of(buffers);
      }
    }

    record End() implements Event {
      @Override
      public Optional<List<ByteBuffer>> bytes() {
        return Optional.empty();
      }
    }

    record Failure(Throwable cause) implements Event {
      @Override
      public Optional<List<ByteBuffer>> bytes() throws MirrorException {
        throw new MirrorException(
            Remedy.GO_ON, "broke off: " + MirrorException.words(cause), cause);
      }
    }
  }

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Duration longestPause;
  private volatile Flow.@Nullable Subscription subscription;

  BodyQueue(Duration longestPause) {
    this.longestPause = longestPause;
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    events.add(new Event.Piece(bytes));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Failure(cause));
  }

  @Override
  public void onComplete() {
    events.add(new Event.End());
  }

  /**
   * Waits for the next piece of the body; nothing means its end.
   *
   * @throws MirrorException if the body breaks off or pauses too long
   */
  Optional<List<ByteBuffer>> next() throws MirrorException, InterruptedException {
    Event event = events.poll(longestPause.toMillis(), TimeUnit.MILLISECONDS);
    if (event == null) {
      throw new MirrorException(
          Remedy.GO_ON, "sent nothing for " + longestPause.toMillis() / 1000.0 + " s");
    }
    Optional<List<ByteBuffer>> bytes = event.bytes();
    if (bytes.isPresent()) {
      Objects.requireNonNull(subscription, "a piece follows the subscription").request(1);
    }
    return bytes;
  }

  /** Ends the transfer, whether or not all of it came. */
  @Override
  public void close() {
    Flow.Subscription begun = subscription;
    if (begun != null) {
      begun.cancel();
    }
  }
}
