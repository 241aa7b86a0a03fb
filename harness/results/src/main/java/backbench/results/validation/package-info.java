/** Holds results against themselves: what a run that measured them could not have written. */
@NullMarked
package backbench.results.validation;

import org.jspecify.annotations.NullMarked;
