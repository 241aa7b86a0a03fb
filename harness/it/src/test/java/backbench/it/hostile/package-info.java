/** A plugin that does at one place what no plugin should, and otherwise computes as it should. */
@NullMarked
package backbench.it.hostile;

import org.jspecify.annotations.NullMarked;
