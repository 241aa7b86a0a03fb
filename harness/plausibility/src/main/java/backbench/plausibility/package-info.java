/** Judges whether a time is possible: the least work of a network, and the peak of a machine. */
@NullMarked
package backbench.plausibility;

import org.jspecify.annotations.NullMarked;
