/** Arrays outside the heap, and the calls to ND4J's operations and BLAS that work on them. */
@NullMarked
package backbench.dl4j.memory;

import org.jspecify.annotations.NullMarked;
