/** The layers that multiply no matrices, forward and backward, and the loss. */
@NullMarked
package backbench.vector.layer;

import org.jspecify.annotations.NullMarked;
