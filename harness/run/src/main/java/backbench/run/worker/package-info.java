/** Starts workers, follows them to their end and says how they ended. */
@NullMarked
package backbench.run.worker;

import org.jspecify.annotations.NullMarked;
