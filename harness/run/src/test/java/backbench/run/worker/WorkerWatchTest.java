package backbench.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.certificate.Power;
import backbench.error.ErrorCode;
import backbench.process.MemoryEvidence;
import backbench.process.Patience;
import backbench.process.Scratch;
import backbench.results.Status;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows a worker that takes the time that a test gives it, by a clock of the test's. */
class WorkerWatchTest {

  private static final double TIMEOUT_SECONDS = 10;
  private static final long MOST_PRINTED = 64L << 20;
  private static final Patience PATIENCE = new Patience(5);

  private final Scratch scratch = Scratch.create();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Deque<Report> reports = new ArrayDeque<>();
  private long now = 1;

  /** How much the worker prints with each event. */
  private long printed;

  private FrameWriter writer;

  /** Says after how many seconds a worker reports what. */
  private record Report(double seconds, Event event) {}

  @BeforeEach
  void open() throws IOException {
    writer = new FrameWriter(scratch.events());
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
    scratch.close();
  }

  /** Reports what is asked for, one event each time that it is waited for, and never ends. */
  private final class Worker extends Process {

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) {
      Report report = reports.poll();
      if (report == null) {
        now += TimeUnit.SECONDS.toNanos(1);
        return false;
      }
      now += (long) (report.seconds() * 1e9);
      try {
        writer.write(report.event());
        print();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return false;
    }

    /** Makes the log longer; the file has holes. */
    private void print() throws IOException {
      if (printed > 0) {
        try (FileChannel log =
            FileChannel.open(scratch.log(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          log.write(ByteBuffer.allocate(1), log.size() + printed - 1);
        }
      }
    }

    @Override
    public int waitFor() {
      throw new AssertionError("it does not end");
    }

    @Override
    public int exitValue() {
      throw new IllegalThreadStateException("it does not end");
    }

    @Override
    public void destroy() {
      throw new AssertionError("the watch ends nothing");
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }
  }

  private Diagnosis follow() throws Exception {
    return new WorkerWatch(new Worker(), scratch, stopped, MemoryEvidence.watch(), () -> now)
        .follow(TIMEOUT_SECONDS, PATIENCE, event -> {});
  }

  private void after(double seconds, Event event) {
    reports.add(new Report(seconds, event));
  }

  private static Event refused() {
    return new Event.Refused(ErrorCode.UNSUPPORTED_LAYER, "no such layer");
  }

  @Test
  void aWorkerIsGivenUpAfterItsTime() throws Exception {
    after(9.9, new Event.Compiled(1));
    after(0.2, new Event.Compiled(1));
    assertThat(follow()).isEqualTo(new Diagnosis(Status.TIMED_OUT, "not finished after 10 s"));
  }

  @Test
  void eachNetworkThatIsCertifiedHasAsLong() throws Exception {
    after(9, refused());
    after(9, refused());
    after(9, refused());
    after(9, new Event.Done(Optional.empty()));
    assertThat(follow().status()).isEqualTo(Status.OK);
  }

  @Test
  void whatACertificateSeesIsFoundOutInATimeOfItsOwn() throws Exception {
    after(9, refused());
    after(9, new Event.Powered(new Power(Map.of("relu", true)), 9));
    after(9, new Event.Done(Optional.empty()));
    assertThat(follow().status()).isEqualTo(Status.OK);
  }

  @Test
  void whatIsPrintedIsCountedForEachNetworkAnew() throws Exception {
    printed = MOST_PRINTED - 1;
    after(1, refused());
    after(1, new Event.Compiled(1));
    after(1, refused());
    after(1, new Event.Done(Optional.empty()));
    assertThat(follow().status()).isEqualTo(Status.OK);
  }

  @Test
  void aWorkerThatPrintsWithoutEndIsGivenUp() throws Exception {
    printed = MOST_PRINTED - 1;
    after(1, new Event.Compiled(1));
    after(1, new Event.Compiled(1));
    assertThat(follow())
        .isEqualTo(new Diagnosis(Status.FAILED, "the worker printed more than 64 MiB"));
  }

  @Test
  void aReportThatForeignCodeReplacedIsACrashAndNoErrorOfTheRun() throws Exception {
    Files.delete(scratch.events());
    Files.createDirectory(scratch.events());
    assertThat(follow())
        .isEqualTo(
            new Diagnosis(Status.CRASHED, "the report of the worker is unreadable: it is no file"));
  }

  @Test
  void noNetworkInheritsTheTimeThatTheOneBeforeItLeft() throws Exception {
    after(1, refused());
    after(10.1, new Event.Compiled(1));
    assertThat(follow().status()).isEqualTo(Status.TIMED_OUT);
  }

  @Test
  void aWorkerThatHasComputedAllMayTakeAWhileToClose() throws Exception {
    after(1, new Event.Closing());
    after(4.9, new Event.Done(Optional.empty()));
    assertThat(follow().status()).isEqualTo(Status.OK);
  }

  @Test
  void aWorkerThatHasComputedAllIsNotWaitedForUntilItsTimeIsUp() throws Exception {
    after(1, new Event.Closing());
    after(5.1, new Event.Compiled(1));
    assertThat(follow())
        .isEqualTo(
            new Diagnosis(
                Status.TIMED_OUT, "all was computed, and close() did not return within 5 s"));
  }

  @Test
  void aRunThatIsInterruptedWaitsForNoWorker() throws Exception {
    stopped.countDown();
    assertThat(follow()).isEqualTo(Diagnosis.INTERRUPTED);
  }
}
