/** Writes for people and shells: columns, sizes, a terminal, exit codes. */
@NullMarked
package backbench.cli.output;

import org.jspecify.annotations.NullMarked;
