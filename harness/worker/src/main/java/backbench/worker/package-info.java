/** Room for the worker module. */
@NullMarked
package backbench.worker;

import org.jspecify.annotations.NullMarked;
