/** The conformance kit for backend plugins: extend {@link backbench.tck.BackendTck}. */
@NullMarked
package backbench.tck;

import org.jspecify.annotations.NullMarked;
