/** What a run finds out about the machine, the checkout and the CI that it runs in. */
@NullMarked
package backbench.run.machine;

import org.jspecify.annotations.NullMarked;
