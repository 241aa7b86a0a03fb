/** The one exception of the project, and the closed list of what can go wrong. */
@NullMarked
package backbench.error;

import org.jspecify.annotations.NullMarked;
