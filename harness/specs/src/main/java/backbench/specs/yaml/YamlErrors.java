package backbench.specs.yaml;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import org.jspecify.annotations.Nullable;

/** Makes errors that say {@code file:line:column: what is wrong, what was expected}. */
public final class YamlErrors {

  private YamlErrors() {}

  /** Makes the error of a file that breaks its format. */
  public static BackbenchException at(Location location, String message) {
    return at(ErrorCode.INVALID_SPEC, location, message, null);
  }

  /** Makes an error at a place in a file; its message starts with the place. */
  public static BackbenchException at(
      ErrorCode code, Location location, String message, @Nullable Throwable cause) {
    return new BackbenchException(code, location + ": " + message, location, cause);
  }
}
