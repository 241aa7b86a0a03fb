/** What shows that a backend's times are the times of its work. */
@NullMarked
package backbench.clock;

import org.jspecify.annotations.NullMarked;
