/** Plugin folders: where backends come from, what they say about themselves. */
@NullMarked
package backbench.plugins;

import org.jspecify.annotations.NullMarked;
