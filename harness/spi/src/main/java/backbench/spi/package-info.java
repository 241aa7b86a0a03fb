/** The contract between the harness and a backend plugin. */
@NullMarked
package backbench.spi;

import org.jspecify.annotations.NullMarked;
