/** Processes in which foreign code runs: how they are started and how their ends are named. */
@NullMarked
package backbench.process;

import org.jspecify.annotations.NullMarked;
