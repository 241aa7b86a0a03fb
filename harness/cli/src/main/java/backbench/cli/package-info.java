/** The command line: parses arguments, calls core, prints. */
@NullMarked
package backbench.cli;

import org.jspecify.annotations.NullMarked;
