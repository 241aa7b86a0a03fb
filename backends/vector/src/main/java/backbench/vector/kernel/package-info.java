/**
 * The contract of the inner loops: {@code Kernels}, its operands, and how products are cut into
 * tiles.
 */
@NullMarked
package backbench.vector.kernel;

import org.jspecify.annotations.NullMarked;
