/** DJL's own blocks and trainer, for the tuning {@code engine_loop}. */
@NullMarked
package backbench.djl.engineloop;

import org.jspecify.annotations.NullMarked;
