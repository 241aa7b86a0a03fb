/** Deeplearning4j's own network classes and training loop, for the tuning {@code engine_loop}. */
@NullMarked
package backbench.dl4j.engineloop;

import org.jspecify.annotations.NullMarked;
