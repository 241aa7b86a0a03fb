/** The pinned random numbers behind initial weights, shuffles and procedural data. */
@NullMarked
package backbench.random;

import org.jspecify.annotations.NullMarked;
