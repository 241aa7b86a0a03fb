/** The records of a run, from the run as a whole down to the epoch, and how they are kept. */
@NullMarked
package backbench.core.result;

import org.jspecify.annotations.NullMarked;
