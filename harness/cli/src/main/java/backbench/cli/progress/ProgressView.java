package backbench.cli.progress;

import backbench.report.text.Terminal;
import backbench.run.RunListener;
import java.io.PrintStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows the progress of a run.
 *
 * <p>Called from one thread. Closing leaves the terminal with its cursor at the start of an empty
 * line; closing twice does no harm.
 */
public interface ProgressView extends RunListener, AutoCloseable {

  @Override
  default void close() {}

  /**
   * Opens the view that a mode asks for.
   *
   * @param mode how to show progress
   * @param interactive whether a person sits at a terminal, which decides for {@code AUTO}
   * @param terminal asked again for each trial, since windows change their size
   * @param out where to
   * @param err where warnings go
   */
  static ProgressView open(
      ProgressMode mode,
      boolean interactive,
      Supplier<Terminal> terminal,
      PrintStream out,
      PrintStream err) {
    return open(mode, interactive, terminal, out, err, System::nanoTime);
  }

  /** Opens a view with a clock of the caller's, in nanoseconds. */
  static ProgressView open(
      ProgressMode mode,
      boolean interactive,
      Supplier<Terminal> terminal,
      PrintStream out,
      PrintStream err,
      LongSupplier nanoClock) {
    return switch (mode) {
      case AUTO ->
          interactive
              ? new ProgressBar(terminal, out, err, nanoClock)
              : new ProgressLines(terminal.get(), out, err, nanoClock);
      case BAR -> new ProgressBar(terminal, out, err, nanoClock);
      case PLAIN -> new ProgressLines(terminal.get(), out, err, nanoClock);
      case NONE ->
          new ProgressView() {
            @Override
            public void warned(String message) {
              err.println(terminal.get().printable("warning: " + message));
            }
          };
    };
  }
}
