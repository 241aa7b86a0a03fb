package backbench.it.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Does what no plugin should. */
public enum Mischief {
  /** Throws what a caller may expect. */
  EXCEPTION,
  /** Throws what no caller is asked to catch. */
  ERROR,
  /** Ends the process as if all were well. */
  EXIT,
  /** Ends the process at once, as if all were well. */
  HALT,
  /** Never returns. */
  HANG,
  /** Takes all memory that there is. */
  MEMORY,
  /** Kills the process. */
  KILL,
  /** Prints without end. */
  FLOOD,
  /** Leaves a thread behind that never ends. */
  THREAD,
  /** Closes the standard streams. */
  STREAMS;

  /** Tells whether all that is computed is as it should be all the same. */
  public boolean isHarmless() {
    return this == THREAD || this == STREAMS;
  }

  /** Does it. */
  void happen() {
    switch (this) {
      case EXCEPTION -> throw new IllegalStateException("hostile exception");
      case ERROR -> throw new AssertionError("hostile error");
      case EXIT -> System.exit(0);
      case HALT -> Runtime.getRuntime().halt(0);
      case HANG -> hang();
      case MEMORY -> hoard();
      case KILL -> kill();
      case FLOOD -> flood();
      case THREAD -> new Thread(Mischief::hang, "stray").start();
      case STREAMS -> close();
    }
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void hoard() {
    List<long[]> hoard = new ArrayList<>();
    while (hoard.size() < Integer.MAX_VALUE) {
      hoard.add(new long[1 << 17]);
    }
  }

  private static void kill() {
    String pid = String.valueOf(ProcessHandle.current().pid());
    try {
      new ProcessBuilder("kill", "-KILL", pid).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hang();
  }

  private static void flood() {
    String line = "x".repeat(1 << 16);
    while (true) {
      System.out.println(line);
    }
  }

  private static void close() {
    try {
      System.in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.close();
    System.err.close();
  }
}
