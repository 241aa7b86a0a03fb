/** The inner loops in plain Java. */
@NullMarked
package backbench.vector.kernel.scalar;

import org.jspecify.annotations.NullMarked;
