/** Room for the core module. */
@NullMarked
package backbench.core;

import org.jspecify.annotations.NullMarked;
