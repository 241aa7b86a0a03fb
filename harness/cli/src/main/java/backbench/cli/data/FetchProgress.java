package backbench.cli.data;

import backbench.cli.output.ByteCount;
import backbench.commons.Printable;
import backbench.data.download.DownloadListener;
import backbench.data.download.RemoteFile;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows the progress of a download: a line redrawn in place on a terminal, else a line at times.
 */
final class FetchProgress implements DownloadListener {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long REDRAW_NANOS = 200_000_000L;
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final String ERASE = "\r\u001B[K";

  private final PrintWriter err;
  private final boolean inPlace;
  private final LongSupplier nanoClock;
  private long start;
  private long shownAt;
  private long from;
  private boolean drawn;

  FetchProgress(PrintWriter err, boolean inPlace, LongSupplier nanoClock) {
    this.err = err;
    this.inPlace = inPlace;
    this.nanoClock = nanoClock;
  }

  @Override
  public void alreadyThere(RemoteFile file) {
    line(file.name() + ": already present, verified");
  }

  @Override
  public void started(RemoteFile file, URI mirror, long offset) {
    start = nanoClock.getAsLong();
    shownAt = start;
    from = offset;
    String resumed = offset == 0 ? "" : ", resuming after " + ByteCount.of(offset);
    line(file.name() + ": " + ByteCount.of(file.bytes()) + " from " + mirror + resumed);
  }

  @Override
  public void progressed(RemoteFile file, long bytes) {
    long now = nanoClock.getAsLong();
    if (now - shownAt < (inPlace ? REDRAW_NANOS : LINE_NANOS)) {
      return;
    }
    shownAt = now;
    double rate = (bytes - from) * NANOS_PER_SECOND / Math.max(1, now - start);
    String text =
        String.format(
            Locale.ROOT,
            "%s: %d%%, %s of %s, %s/s",
            file.name(),
            100 * bytes / file.bytes(),
            ByteCount.of(bytes),
            ByteCount.of(file.bytes()),
            ByteCount.of(Math.round(rate)));
    if (inPlace) {
      err.print(ERASE + text);
      err.flush();
      drawn = true;
    } else {
      line(text);
    }
  }

  @Override
  public void interrupted(RemoteFile file, URI mirror, String reason) {
    line(file.name() + ": " + mirror.getHost() + " " + reason + "; retrying");
  }

  @Override
  public void failed(RemoteFile file, URI mirror, String reason) {
    line(file.name() + ": " + mirror.getHost() + " " + reason);
  }

  @Override
  public void arrived(RemoteFile file) {
    line(file.name() + ": " + (file.members().isEmpty() ? "verified" : "unpacked and verified"));
  }

  private void line(String text) {
    err.println((drawn ? ERASE : "") + Printable.line(text));
    err.flush();
    drawn = false;
  }
}
