/** Graphs compiled to NDArray operations, optimisers, and what differs from engine to engine. */
@NullMarked
package backbench.djl.operation;

import org.jspecify.annotations.NullMarked;
