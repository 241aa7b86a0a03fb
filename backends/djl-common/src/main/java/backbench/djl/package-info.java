/**
 * What every DJL engine shares: graphs compiled to NDArray operations; and, to be held against
 * that, to DJL's own blocks and trainer.
 */
@NullMarked
package backbench.djl;

import org.jspecify.annotations.NullMarked;
