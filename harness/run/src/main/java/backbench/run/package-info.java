/** Runs suites: plans trials, forks workers, watches them, and keeps what they find. */
@NullMarked
package backbench.run;

import org.jspecify.annotations.NullMarked;
