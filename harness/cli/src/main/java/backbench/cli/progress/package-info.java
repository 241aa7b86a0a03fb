/** Shows the progress of a run: a bar on a terminal, lines in a log. */
@NullMarked
package backbench.cli.progress;

import org.jspecify.annotations.NullMarked;
