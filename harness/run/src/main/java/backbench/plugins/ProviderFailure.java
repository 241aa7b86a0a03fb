package backbench.plugins;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.process.ExitCode;
import java.util.Optional;

/** Reports a provider that did not answer, or whose answer cannot be used. */
public final class ProviderFailure extends BackbenchException {

  private static final long serialVersionUID = 1;

  private final boolean interrupted;

  ProviderFailure(ErrorCode code, String message) {
    super(code, message);
    this.interrupted = false;
  }

  ProviderFailure(String message, Optional<ExitCode> exit) {
    super(ErrorCode.PLUGIN_BROKEN, message);
    this.interrupted = exit.filter(ExitCode::looksInterrupted).isPresent();
  }

  private ProviderFailure(ProviderFailure cause, String message) {
    super(cause.code(), message, cause);
    this.interrupted = cause.interrupted;
  }

  /** Returns the same with the name of the plugin. */
  ProviderFailure of(String plugin) {
    return new ProviderFailure(this, plugin + ": " + getMessage());
  }

  /** Tells whether the process that was asked ended as it does when a person interrupts all. */
  public boolean looksInterrupted() {
    return interrupted;
  }
}
