/**
 * How ND4J is chosen, started, tuned and described, what it accepts, and what its failures mean.
 */
@NullMarked
package backbench.dl4j.engine;

import org.jspecify.annotations.NullMarked;
