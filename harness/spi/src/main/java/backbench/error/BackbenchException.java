package backbench.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports a failure to a person: what is wrong, where, and what was expected.
 *
 * <p>The message is complete on its own; the cause, where there is one, is for developers.
 *
 * @since 0.1
 */
public class BackbenchException extends RuntimeException {

  private final ErrorCode code;
  private final transient @Nullable Location location;

  /** Reports a failure that has no place in a file. */
  public BackbenchException(ErrorCode code, String message) {
    this(code, message, null, null);
  }

  /** Reports a failure that another exception caused. */
  public BackbenchException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, null, cause);
  }

  /** Reports a failure at a place in a file. */
  public BackbenchException(
      ErrorCode code, String message, @Nullable Location location, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.location = location;
  }

  /** Returns the stable name of the failure. */
  public final ErrorCode code() {
    return code;
  }

  /** Returns the place in a file, where there is one. */
  public final Optional<Location> location() {
    return Optional.ofNullable(location);
  }
}
