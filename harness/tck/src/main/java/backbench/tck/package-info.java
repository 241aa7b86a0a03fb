/** Room for the tck module. */
@NullMarked
package backbench.tck;

import org.jspecify.annotations.NullMarked;
