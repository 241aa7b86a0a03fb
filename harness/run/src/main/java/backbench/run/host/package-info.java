/** The installation and the machine that a run uses. */
@NullMarked
package backbench.run.host;

import org.jspecify.annotations.NullMarked;
