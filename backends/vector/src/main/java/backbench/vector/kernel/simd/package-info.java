/** The inner loops on the Vector API, one class for each kind of tile or element-wise loop. */
@NullMarked
package backbench.vector.kernel.simd;

import org.jspecify.annotations.NullMarked;
