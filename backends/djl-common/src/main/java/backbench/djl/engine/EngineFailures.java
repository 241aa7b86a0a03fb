package backbench.djl.engine;

import ai.djl.engine.EngineException;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Translates what an engine throws into the project's errors. */
public final class EngineFailures {

  private static final List<String> OUT_OF_MEMORY =
      List.of("allocate memory", "allocate cpu memory", "out of memory", "bad_alloc");

  private EngineFailures() {}

  /** Runs something on the engine; {@code task} says what, for the message. */
  public static <T> T translate(String task, Supplier<T> work) {
    try {
      return work.get();
    } catch (EngineException | IllegalStateException | UnsupportedOperationException e) {
      String said = e.getMessage() == null ? e.toString() : e.getMessage();
      String lower = said.toLowerCase(Locale.ROOT);
      boolean memory = OUT_OF_MEMORY.stream().anyMatch(lower::contains);
      throw new BackbenchException(
          memory ? ErrorCode.OUT_OF_MEMORY : ErrorCode.ENGINE_FAILED,
          "the engine failed to " + task + ": " + said.lines().findFirst().orElse(said),
          e);
    }
  }
}
