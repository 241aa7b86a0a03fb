package backbench.worker.wire;

import java.io.IOException;

/** Reports bytes that are not what the wire format expects. */
public final class WireException extends IOException {

  private static final long serialVersionUID = 1;

  /** Reports what was found and what was expected. */
  public WireException(String message) {
    super(message);
  }

  /** Reports a value that its own type refuses. */
  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
