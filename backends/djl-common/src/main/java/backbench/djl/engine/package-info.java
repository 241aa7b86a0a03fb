/** How a DJL engine is found, started, tuned and fed from the host, and what its failures mean. */
@NullMarked
package backbench.djl.engine;

import org.jspecify.annotations.NullMarked;
