/** Where samples, gradients and trained values lie in arrays, and the buffers that hold them. */
@NullMarked
package backbench.vector.memory;

import org.jspecify.annotations.NullMarked;
