/**
 * The steps of a model and the threads that run them: operations write programs, a crew runs them.
 */
@NullMarked
package backbench.vector.program;

import org.jspecify.annotations.NullMarked;
