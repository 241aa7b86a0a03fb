package backbench.tck.reference;

import backbench.graph.ResolvedGraph;
import backbench.spi.Batch;
import backbench.spi.Parameters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Backends that hold on to what was closed. */
final class MemoryMutants {

  private static final int PAGE_BYTES = 4096;

  private MemoryMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("batches pile up", "R1", () -> batches(bytes -> new byte[bytes])),
        new Mutant("batches pile up outside the heap", "R1", () -> batches(MemoryMutants::touched)),
        new Mutant("models pile up", "R2", MemoryMutants::models));
  }

  private static Defect batches(IntFunction<Object> memory) {
    return new Defect() {
      private final List<Object> held = new ArrayList<>();

      @Override
      protected Batch staged(ResolvedGraph graph, Batch given, Runnable check) {
        held.add(memory.apply(given.images().size() * Float.BYTES));
        return super.staged(graph, given, check);
      }

      @Override
      public String toString() {
        return held.size() + " batches";
      }
    };
  }

  /** Takes memory that the system has to hand out, as it is written to. */
  private static Object touched(int bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
    for (int at = 0; at < bytes; at += PAGE_BYTES) {
      buffer.put(at, (byte) 1);
    }
    return buffer;
  }

  private static Defect models() {
    return new Defect() {
      private final List<Parameters> held = new ArrayList<>();

      @Override
      protected Parameters imported(ResolvedGraph graph, Parameters given) {
        held.add(given.copy());
        return given;
      }

      @Override
      public String toString() {
        return held.size() + " models";
      }
    };
  }
}
