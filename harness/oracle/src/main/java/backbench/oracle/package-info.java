/**
 * The float64 reference: whole networks, the loss and the optimisers, as their definitions read.
 */
@NullMarked
package backbench.oracle;

import org.jspecify.annotations.NullMarked;
