/** The records of a run, from the run as a whole down to the epoch, and how they are kept. */
@NullMarked
package backbench.results;

import org.jspecify.annotations.NullMarked;
