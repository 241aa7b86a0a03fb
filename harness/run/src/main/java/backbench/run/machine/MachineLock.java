package backbench.run.machine;

import backbench.commons.Folders;
import backbench.commons.Printable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run measure on a machine at a time: two would slow each other down, and neither would
 * show it.
 *
 * <p>The lock is on a file in the cache, which homes on several machines may share, so that its
 * name has the machine's. It ends with the process that holds it, however that ends.
 */
public final class MachineLock implements AutoCloseable {

  private static final long PAUSE_MILLIS = 200;
  private static final int LONGEST_HOLDER = 500;

  /** What is locked lies behind all that is written, so that others may read who holds it. */
  private static final long LOCKED_AT = Long.MAX_VALUE - 1;

  private static final Set<OpenOption> READ_AND_WRITE =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  private final @Nullable FileChannel channel;
  private final boolean held;

  private MachineLock(@Nullable FileChannel channel, boolean held) {
    this.channel = channel;
    this.held = held;
  }

  /**
   * Waits until no other run measures on this machine.
   *
   * <p>Where the lock cannot be made, that is said, and nothing is waited for.
   *
   * @param cache the folder of the lock's file
   * @param command what measures, for those who wait
   * @param stop tells whether to wait no longer
   * @param say hears, at most once and in one line, who holds the lock, or that there is none
   * @return the lock, to be closed; not held if it cannot be made or waiting was stopped
   */
  public static MachineLock acquire(
      Path cache, String command, BooleanSupplier stop, Consumer<String> say)
      throws InterruptedException {
    Path file = cache.resolve("measuring-" + machine() + ".lock");
    FileChannel channel = null;
    try {
      Folders.make(cache);
      channel = FileChannel.open(file, READ_AND_WRITE);
      return new MachineLock(channel, locked(channel, command, stop, say));
    } catch (IOException e) {
      say.accept(
          "nothing keeps another run from measuring at the same time: cannot lock "
              + file
              + ": "
              + e);
      return new MachineLock(channel, false);
    }
  }

  private static boolean locked(
      FileChannel channel, String command, BooleanSupplier stop, Consumer<String> say)
      throws IOException, InterruptedException {
    boolean said = false;
    while (!tryLock(channel)) {
      if (stop.getAsBoolean()) {
        return false;
      }
      if (!said) {
        said = true;
        say.accept("waiting for " + holder(channel) + ", which measures on this machine");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    String holder =
        "process "
            + ProcessHandle.current().pid()
            + " ("
            + command
            + ", since "
            + Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + ")";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
    return true;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(LOCKED_AT, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Another run of this process has it.
      return false;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_HOLDER);
    channel.read(bytes, 0);
    String text =
        Printable.line(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
    return text.isEmpty() ? "another process" : text;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost()
          .getHostName()
          .toLowerCase(Locale.ROOT)
          .replaceAll("[^a-z0-9.-]", "-");
    } catch (UnknownHostException e) {
      // A machine without a name in its network has its home to itself.
      return "here";
    }
  }

  /** Tells whether no other run measures while this is open. */
  public boolean held() {
    return held;
  }

  /** Lets the next run measure. */
  @Override
  public void close() {
    if (channel == null) {
      return;
    }
    try {
      if (held) {
        channel.truncate(0);
      }
      channel.close();
    } catch (IOException e) {
      // The lock ends with this process at the latest.
      return;
    }
  }
}
