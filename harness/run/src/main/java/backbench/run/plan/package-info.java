/** Turns a suite into cells, trials and jobs. */
@NullMarked
package backbench.run.plan;

import org.jspecify.annotations.NullMarked;
