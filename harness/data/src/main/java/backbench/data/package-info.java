/** Room for the data module. */
@NullMarked
package backbench.data;

import org.jspecify.annotations.NullMarked;
