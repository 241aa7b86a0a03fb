/** Options that several commands share. */
@NullMarked
package backbench.cli.option;

import org.jspecify.annotations.NullMarked;
