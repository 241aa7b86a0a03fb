/** Plugin folders: where backends come from, what they say about themselves. */
@NullMarked
package backbench.core.plugin;

import org.jspecify.annotations.NullMarked;
