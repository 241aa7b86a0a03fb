package backbench.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.download.RemoteFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests what is shown while a download runs. */
class FetchProgressTest {

  private static final URI MIRROR = URI.create("https://mirror.test/x");
  private static final RemoteFile FILE =
      new RemoteFile("x", 10_000_000, Optional.of("0".repeat(64)), List.of(MIRROR), List.of());

  private final StringWriter shown = new StringWriter();
  private long nanos;

  private FetchProgress progress(boolean inPlace) {
    return new FetchProgress(new PrintWriter(shown, true), inPlace, () -> nanos);
  }

  private void passMillis(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void aTerminalSeesOneLineInPlaceAFewTimesASecond() {
    FetchProgress progress = progress(true);
    progress.started(FILE, MIRROR, 0);
    passMillis(100);
    progress.progressed(FILE, 1_000_000);
    passMillis(400);
    progress.progressed(FILE, 2_500_000);
    progress.progressed(FILE, 2_600_000);
    progress.arrived(FILE);

    assertThat(text())
        .isEqualTo(
            """
            x: 10.0 MB from https://mirror.test/x
            \r\u001B[Kx: 25%, 2.5 MB of 10.0 MB, 5.0 MB/s\r\u001B[Kx: verified
            """);
  }

  @Test
  void aLogGetsALineNowAndThen() {
    FetchProgress progress = progress(false);
    progress.started(FILE, MIRROR, 0);
    passMillis(9_000);
    progress.progressed(FILE, 1_000_000);
    passMillis(1_000);
    progress.progressed(FILE, 2_000_000);
    progress.failed(FILE, MIRROR, "broke off");

    assertThat(text())
        .isEqualTo(
            """
            x: 10.0 MB from https://mirror.test/x
            x: 20%, 2.0 MB of 10.0 MB, 200.0 kB/s
            x: mirror.test broke off
            """);
  }

  @Test
  void theRateIsOfWhatCameAndNotOfWhatWasHere() {
    FetchProgress progress = progress(false);
    progress.started(FILE, MIRROR, 6_000_000);
    passMillis(10_000);
    progress.progressed(FILE, 7_000_000);

    assertThat(text())
        .contains("x: 10.0 MB from https://mirror.test/x, resuming after 6.0 MB\n")
        .contains("x: 70%, 7.0 MB of 10.0 MB, 100.0 kB/s\n");
  }

  private String text() {
    return shown.toString().replace(System.lineSeparator(), "\n");
  }
}
