/**
 * What every DJL engine shares: a backend that runs networks through NDArray operations, or through
 * DJL's own blocks and trainer to be held against that.
 */
@NullMarked
package backbench.djl;

import org.jspecify.annotations.NullMarked;
