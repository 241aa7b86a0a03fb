package backbench.dl4j.engine;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.function.Supplier;

/** Translates what the engine throws into the project's errors. */
public final class EngineFailures {

  private EngineFailures() {}

  /** Runs something on the engine; {@code task} says what, for the message. */
  public static <T> T translate(String task, Supplier<T> work) {
    try {
      return work.get();
    } catch (BackbenchException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      // JavaCPP's way to say that an allocation off the heap failed or passed its limit.
      throw failure(ErrorCode.OUT_OF_MEMORY, task, e);
    } catch (RuntimeException e) {
      throw failure(ErrorCode.ENGINE_FAILED, task, e);
    }
  }

  private static BackbenchException failure(ErrorCode code, String task, Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String said = String.valueOf(root.getMessage());
    return new BackbenchException(
        code, "the engine failed to " + task + ": " + said.lines().findFirst().orElse(said), cause);
  }
}
