/**
 * What every DJL engine shares: graphs compiled to NDArray operations, without DJL's blocks or
 * trainer.
 */
@NullMarked
package backbench.djl;

import org.jspecify.annotations.NullMarked;
