package backbench.toy;

import backbench.spi.LaunchOptions;
import backbench.worker.wire.Event;
import backbench.worker.wire.RecordCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32;

/** Does what no plugin should. */
final class ToyMischief {

  private ToyMischief() {}

  /** Sends this process a signal, as a fault in native code would. */
  static void raise(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(ProcessHandle.current().pid()))
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    await();
  }

  static void await() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void flood() {
    String line = "x".repeat(1 << 16);
    while (true) {
      System.out.println(line);
    }
  }

  static void hoard() {
    List<long[]> hoard = new ArrayList<>();
    while (hoard.size() < Integer.MAX_VALUE) {
      hoard.add(new long[1 << 17]);
    }
  }

  static void litter() {
    new Thread(ToyMischief::await, "stray").start();
    try {
      System.in.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    System.out.close();
    System.err.close();
  }

  /** Writes rubbish to a file of the process's folder, and ends it as if all were well. */
  static void spoil(String file) {
    Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Files.writeString(tmp.resolveSibling(file), "rubbish where the answer goes, long enough");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Runtime.getRuntime().halt(0);
  }

  /** Appends an event to the worker's report, in a frame as it should be. */
  static void forge(Event event) {
    byte[] content = RecordCodec.encode(Event.class, event);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ByteBuffer frame = ByteBuffer.allocate(2 * Integer.BYTES + content.length);
    frame.putInt(content.length).putInt((int) checksum.getValue()).put(content);
    Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Files.write(tmp.resolveSibling("events.bin"), frame.array(), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    await();
  }

  /** Leaves a file in a folder, and returns its path and how this process saw it. */
  static LaunchOptions written(Path scratch) {
    Path file = scratch.resolve("made-by-launch.txt");
    try {
      Files.write(file, "x".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return LaunchOptions.builder().variable("TOY", file.toString()).build();
  }
}
