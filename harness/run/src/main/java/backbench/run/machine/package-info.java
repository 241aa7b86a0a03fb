/** The machine, its checkout and the installation that a run uses. */
@NullMarked
package backbench.run.machine;

import org.jspecify.annotations.NullMarked;
