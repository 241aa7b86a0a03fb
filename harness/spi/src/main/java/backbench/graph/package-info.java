/** Networks as data: layers, shapes, parameters and arithmetic, independent of any engine. */
@NullMarked
package backbench.graph;

import org.jspecify.annotations.NullMarked;
