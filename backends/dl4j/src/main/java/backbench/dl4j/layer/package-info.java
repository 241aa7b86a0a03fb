/** The layers and the loss as prepared calls of ND4J's operations, forward and backward. */
@NullMarked
package backbench.dl4j.layer;

import org.jspecify.annotations.NullMarked;
