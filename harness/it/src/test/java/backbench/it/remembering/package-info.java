/** A backend that answers predictions from memory; packed into a plugin, and run by workers. */
@NullMarked
package backbench.it.remembering;

import org.jspecify.annotations.NullMarked;
