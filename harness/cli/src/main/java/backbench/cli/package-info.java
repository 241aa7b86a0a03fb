/** The command line: parses arguments, runs commands, prints. */
@NullMarked
package backbench.cli;

import org.jspecify.annotations.NullMarked;
