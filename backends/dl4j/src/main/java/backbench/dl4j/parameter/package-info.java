/** The parameters of a network on the engine, and the optimisers that update them. */
@NullMarked
package backbench.dl4j.parameter;

import org.jspecify.annotations.NullMarked;
