/** The records of a run, from the run as a whole down to the epoch. */
@NullMarked
package backbench.results;

import org.jspecify.annotations.NullMarked;
