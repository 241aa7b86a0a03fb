/** Room for the cli module. */
@NullMarked
package backbench.cli;

import org.jspecify.annotations.NullMarked;
