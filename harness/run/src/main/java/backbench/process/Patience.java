package backbench.process;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.Map;

/**
 * Says how long foreign code may take where nothing is computed.
 *
 * @param seconds for an answer of a provider, and for the end of a worker that is done
 */
public record Patience(int seconds) {

  /** The variable that changes it. */
  public static final String VARIABLE = "BACKBENCH_PLUGIN_SECONDS";

  private static final int USUAL_SECONDS = 20;
  private static final int MOST_SECONDS = 3600;

  /**
   * Returns what the user has set, or else what usually does.
   *
   * @throws BackbenchException {@code INVALID_ARGUMENT} if it is no number of seconds
   */
  public static Patience of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "");
    if (text.isEmpty()) {
      return new Patience(USUAL_SECONDS);
    }
    if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > MOST_SECONDS) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          VARIABLE
              + ": '"
              + text
              + "'; expected a whole number of seconds from 1 to "
              + MOST_SECONDS);
    }
    return new Patience(Integer.parseInt(text));
  }
}
