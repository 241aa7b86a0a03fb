/** Brings trees of older result formats up to the current one, version by version. */
@NullMarked
package backbench.results.migration;

import org.jspecify.annotations.NullMarked;
